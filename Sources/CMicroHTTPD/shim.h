#pragma once
#include <microhttpd.h>

// What Swift can't call or must not depend on: variadic functions, and signatures that differ between 0.9.75 and 1.0.

/// All that a daemon is started with. Every callback gets `context`.
struct microhttpd_options {
  /// Bound and listening; the daemon closes it when it stops.
  MHD_socket listen_socket;
  /// 1, or the size of a thread pool.
  unsigned int threads;
  unsigned int connections;
  unsigned int connections_per_address;
  unsigned int idle_seconds;
  /// Bytes a connection may use for its request's header and its answer's.
  size_t connection_memory;
  /// Answers a request.
  MHD_AccessHandlerCallback handle;
  /// The request line has arrived.
  void *_Nullable (*_Nonnull request_began)(void *_Nullable context, const char *_Nullable uri,
                                            struct MHD_Connection *_Nullable connection);
  MHD_RequestCompletedCallback request_completed;
  MHD_NotifyConnectionCallback connection_changed;
  MHD_LogCallback log;
  void *_Nullable context;
};

/// Starts the daemon's own threads; NULL when that fails.
///
/// With poll and not epoll: 0.9.75 polls epoll edge-triggered and misses the end of a connection that came together with its last bytes, which then
/// stays open until it times out. With the few connections of an exporter both are equally fast.
static inline struct MHD_Daemon *_Nullable microhttpd_start(const struct microhttpd_options *_Nonnull options) {
  struct MHD_OptionItem pool[] = {
      {options->threads > 1 ? MHD_OPTION_THREAD_POOL_SIZE : MHD_OPTION_END, (intptr_t)options->threads, NULL},
      {MHD_OPTION_END, 0, NULL},
  };
  return MHD_start_daemon(
      MHD_USE_POLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_USE_ERROR_LOG, 0, NULL, NULL, options->handle, options->context,
      MHD_OPTION_EXTERNAL_LOGGER, options->log, options->context,
      MHD_OPTION_LISTEN_SOCKET, options->listen_socket,
      MHD_OPTION_CONNECTION_LIMIT, options->connections,
      MHD_OPTION_PER_IP_CONNECTION_LIMIT, options->connections_per_address,
      MHD_OPTION_CONNECTION_TIMEOUT, options->idle_seconds,
      MHD_OPTION_CONNECTION_MEMORY_LIMIT, options->connection_memory,
      MHD_OPTION_URI_LOG_CALLBACK, options->request_began, options->context,
      MHD_OPTION_NOTIFY_COMPLETED, options->request_completed, options->context,
      MHD_OPTION_NOTIFY_CONNECTION, options->connection_changed, options->context,
      MHD_OPTION_ARRAY, pool, MHD_OPTION_END);
}

/// The connection's socket, or -1.
static inline int microhttpd_socket(struct MHD_Connection *_Nonnull connection) {
  const union MHD_ConnectionInfo *information = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  return information == NULL ? -1 : information->connect_fd;
}

/// The port that a daemon listens on that opened its own socket, or 0.
static inline uint16_t microhttpd_port(struct MHD_Daemon *_Nonnull daemon) {
  const union MHD_DaemonInfo *information = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT);
  return information == NULL ? 0 : information->port;
}

/// An answer whose body is `bytes` itself; `release(context)` is called once nobody sends them any more.
static inline struct MHD_Response *_Nullable microhttpd_shared_response(
    size_t count, const void *_Nullable bytes, MHD_ContentReaderFreeCallback _Nonnull release, void *_Nonnull context) {
  return MHD_create_response_from_buffer_with_free_callback_cls(count, (void *)(uintptr_t)bytes, release, context);
}

/// An answer whose body is a copy of `bytes`.
static inline struct MHD_Response *_Nullable microhttpd_copied_response(size_t count, const void *_Nullable bytes) {
  return MHD_create_response_from_buffer(count, (void *)(uintptr_t)bytes, MHD_RESPMEM_MUST_COPY);
}
