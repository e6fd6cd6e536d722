# syntax=docker/dockerfile:1
# The exporter as an image: a program with Swift's libraries inside, on a small Debian with the C libraries it needs. docs/compose.md says more.

ARG SWIFT_VERSION=6.3
# Both stages are the same Debian: the program is linked against the libraries it will find.
ARG DEBIAN=bookworm

FROM swift:${SWIFT_VERSION}-${DEBIAN} AS build
# Debian keeps only the newest build of a version, so an exact one would be gone after the next security update.
# hadolint ignore=DL3008
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked --mount=type=cache,target=/var/lib/apt,sharing=locked \
    rm -f /etc/apt/apt.conf.d/docker-clean \
    && apt-get update \
    && apt-get install --yes --no-install-recommends \
      libdeflate-dev libmicrohttpd-dev librdkafka-dev libssl-dev libyaml-dev pkg-config
WORKDIR /source
COPY . .
# The options are the Makefile's. What was built is kept for the next build, the program is copied out of that cache.
RUN --mount=type=cache,target=/source/.build,sharing=locked \
    swift build --configuration release --static-swift-stdlib --product exporter \
    && install -D --strip .build/release/exporter /out/usr/local/bin/exporter

FROM debian:${DEBIAN}-slim
# The libraries that the program is linked with and this Debian has not; theirs come with them.
# hadolint ignore=DL3008
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked --mount=type=cache,target=/var/lib/apt,sharing=locked \
    rm -f /etc/apt/apt.conf.d/docker-clean \
    && apt-get update \
    && apt-get install --yes --no-install-recommends \
      libdeflate0 libmicrohttpd12 librdkafka1 libyaml-0-2
COPY --from=build /out /

LABEL org.opencontainers.image.title="kafka-exporter" \
      org.opencontainers.image.description="Prometheus exporter for Apache Kafka" \
      org.opencontainers.image.source="https://github.com/kafka-exporter/kafka-exporter" \
      org.opencontainers.image.licenses="Apache-2.0"

# By number, so that Kubernetes can see that it is not root. Nothing is written: the file system may be read-only.
USER 65532:65532
EXPOSE 9308
STOPSIGNAL SIGTERM
# While the process lives. Whether Kafka does is what its metrics tell, and /ready.
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/9308 && printf 'GET /health HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q ' 200 ' <<<\"$(head -n 1 <&3)\""]
ENTRYPOINT ["exporter"]
CMD ["serve"]
