import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Fills the cluster of scripts/bench-cluster: topics, a few records in every partition, and the groups' commits. What is there already is left alone.
 *
 * <p>Argument: the bootstrap address. Ends when every partition has a leader and every group its commits.
 */
class BenchCluster {
  static final int TOPICS = 200;
  static final int PARTITIONS = 50;
  static final short REPLICAS = 2;
  static final int GROUPS = 300;
  static final int COMMITS = 250;
  static final int MOST_RECORDS = 7;
  /** Requests under way at the same time. */
  static final int BATCH = 25;

  public static void main(String[] arguments) throws Exception {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", arguments[0]);
    settings.put("default.api.timeout.ms", 300_000);
    settings.put("request.timeout.ms", 120_000);
    try (Admin admin = Admin.create(settings)) {
      while (admin.describeCluster().nodes().get().size() < 3) Thread.sleep(200);
      Set<String> there = admin.listTopics().names().get();
      List<String> missing = new ArrayList<>();
      for (int topic = 0; topic < TOPICS; topic++) if (!there.contains(name(topic))) missing.add(name(topic));
      for (int first = 0; first < missing.size(); first += BATCH) {
        var batch = missing.subList(first, Math.min(first + BATCH, missing.size()));
        admin.createTopics(batch.stream().map(name -> new NewTopic(name, PARTITIONS, REPLICAS)).toList()).all().get();
      }
      awaitLeaders(admin);
      if (!missing.isEmpty()) produce(settings, missing);
      commit(admin);
    }
  }

  static String name(int topic) {
    return String.format("payments.orders.events-%04d", topic);
  }

  static void awaitLeaders(Admin admin) throws Exception {
    List<String> names = new ArrayList<>();
    for (int topic = 0; topic < TOPICS; topic++) names.add(name(topic));
    while (true) {
      try {
        var topics = admin.describeTopics(names).allTopicNames().get().values();
        if (topics.stream().allMatch(topic -> topic.partitions().stream().allMatch(row -> row.leader() != null && row.isr().size() == REPLICAS)))
          return;
      } catch (java.util.concurrent.ExecutionException notYet) {
      }
      Thread.sleep(500);
    }
  }

  static void produce(Map<String, Object> settings, List<String> topics) {
    var serializer = new ByteArraySerializer();
    Map<String, Object> all = new HashMap<>(settings);
    all.put("linger.ms", 50);
    all.put("delivery.timeout.ms", 600_000);
    try (var producer = new KafkaProducer<>(all, serializer, serializer)) {
      for (String topic : topics)
        for (int partition = 0; partition < PARTITIONS; partition++)
          for (int record = 0; record <= partition % MOST_RECORDS; record++)
            producer.send(new ProducerRecord<>(topic, partition, null, new byte[] {(byte) record}));
      producer.flush();
    }
  }

  /** Each group reads five topics, from another one on than the last. */
  static void commit(Admin admin) throws Exception {
    var there = admin.listGroups().all().get().stream().map(group -> group.groupId()).collect(Collectors.toSet());
    List<KafkaFuture<Void>> open = new ArrayList<>();
    for (int group = 0; group < GROUPS; group++) {
      String name = String.format("payments-service-%04d", group);
      if (there.contains(name)) continue;
      Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
      for (int commit = 0; commit < COMMITS; commit++) {
        int topic = (group + commit / PARTITIONS) % TOPICS;
        int partition = commit % PARTITIONS;
        commits.put(new TopicPartition(name(topic), partition), new OffsetAndMetadata(partition % MOST_RECORDS, Optional.empty(), ""));
      }
      open.add(admin.alterConsumerGroupOffsets(name, commits).all());
      if (open.size() < BATCH) continue;
      KafkaFuture.allOf(open.toArray(new KafkaFuture[0])).get();
      open.clear();
    }
    KafkaFuture.allOf(open.toArray(new KafkaFuture[0])).get();
  }
}
