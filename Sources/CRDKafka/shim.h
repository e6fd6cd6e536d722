#pragma once
#include <librdkafka/rdkafka.h>

// What Swift can't import: macros with casts in them.

/// rd_kafka_produce copies the payload, and leaves the partition to the caller.
static inline int rdkafka_produce(
    rd_kafka_topic_t *_Nonnull topic, int32_t partition, const void *_Nonnull payload, size_t count, uintptr_t mark) {
  return rd_kafka_produce(topic, partition, RD_KAFKA_MSG_F_COPY, (void *)(uintptr_t)payload, count, NULL, 0, (void *)mark);
}

/// What rdkafka_produce was given for this message.
static inline uintptr_t rdkafka_mark(const rd_kafka_message_t *_Nonnull message) { return (uintptr_t)message->_private; }
