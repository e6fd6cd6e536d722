# `make` lists what there is. Every target installs what is missing first, so each works in a fresh clone.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:

EXPORTER := .build/release/exporter
# With Swift's own libraries inside: it starts sooner, takes less memory, and runs where there is no Swift.
RELEASE := --configuration release --static-swift-stdlib
SWIFT_SOURCES = find Package.swift Sources Tests Fuzz Benchmarks -name '*.swift' -not -path '*/Generated/*' -print0
# Where the message definitions and the brokers of the tests come from; empty when there is neither.
KAFKA_FOLDER := $(firstword $(foreach folder,$(KAFKA_HOME) ../shared/kafka/4.3.0,$(if $(wildcard $(folder)/libs),$(folder))))

# A step that hangs must end by itself, with room for a slow machine.
BUILD_LIMIT := timeout --kill-after=10s 20m
TEST_LIMIT := timeout --kill-after=10s 14m

THREAD_SANITIZER := --sanitize thread --scratch-path .build/tsan
# Optimized, because inputs per second are what counts; overflows and preconditions trap all the same. SwiftPM has to hear of the fuzzer, too, or it
# would ask for a main.
FUZZER := --sanitize fuzzer --scratch-path .build/fuzz --configuration release -Xswiftc -sanitize=fuzzer,address -Xswiftc -use-ld=lld
FUZZERS := frames records configuration requests
ADDRESS_SANITIZER := --sanitize address --scratch-path .build/asan -Xswiftc -use-ld=lld

.PHONY: help run test build bench format lint generate generated-check sanitize fuzz clean dependencies test-dependencies

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## a demo that needs no Kafka, or a real cluster with BOOTSTRAP=host:port; [ARGS=...]
ifeq ($(strip $(BOOTSTRAP)),)
	@exec $(EXPORTER) demo $(ARGS)
else
	@echo 'http://localhost:9308/'
	@exec $(EXPORTER) serve --bootstrap '$(BOOTSTRAP)' $(ARGS)
endif

build: dependencies ## release build, leaves .build/release/exporter
	@$(BUILD_LIMIT) swift build $(RELEASE) --product exporter

test: test-dependencies lint generated-check ## everything: lint, generated files, unit tests, tests on real brokers
	@$(BUILD_LIMIT) swift build --build-tests
	@if [ -z '$(KAFKA_FOLDER)' ]; then \
	  echo 'make test: no Kafka found: KAFKA_HOME is not set to a Kafka installation and ../shared/kafka/4.3.0 is not there.'; \
	  echo 'make test: the tests on real brokers are SKIPPED; only the unit tests run.'; \
	fi
	@$(TEST_LIMIT) swift test --skip-build --no-parallel </dev/null

bench: test-dependencies ## release benchmarks: make bench [ARGS=--json]; starts the big cluster where there is Kafka
	@$(BUILD_LIMIT) swift build $(RELEASE) --product Benchmarks >&2
	@$(BUILD_LIMIT) swift build $(RELEASE) --product exporter >&2
	@if [ -d '$(KAFKA_FOLDER)/libs' ]; then scripts/bench-cluster >/dev/null; fi
	@exec .build/release/Benchmarks $(ARGS)

bench-cluster: test-dependencies ## start the big cluster of make bench and print its address; STOP=1 ends it
	@exec scripts/bench-cluster $(if $(STOP),--stop)

format: ## lay out all Swift sources
	@$(SWIFT_SOURCES) | xargs -0 swift format format --in-place --parallel

lint: ## check the layout of all Swift sources
	@$(SWIFT_SOURCES) | xargs -0 swift format lint --strict --parallel

generate: test-dependencies ## write the generated sources and the files made from tables
	@$(BUILD_LIMIT) swift run generate-messages
	@$(BUILD_LIMIT) swift run generate-dashboards
	@UPDATE_GOLDEN=1 $(TEST_LIMIT) swift test --skip RealBrokers </dev/null

# Fails when the committed message types differ from what Kafka's definitions give.
generated-check:
	@if [ -n '$(KAFKA_FOLDER)' ]; then $(BUILD_LIMIT) swift run --quiet generate-messages --check </dev/null; fi

# Each sanitizer has a build folder of its own. The linker is lld because gold warns about every symbol of AddressSanitizer.
sanitize: test-dependencies ## unit tests under ThreadSanitizer and AddressSanitizer
	@mkdir -p .build/tsan .build/asan
	@clang -O1 -Wall -shared -fPIC scripts/sanitize/mutex.c scripts/sanitize/threads.c -o .build/tsan/preload.so
	@$(BUILD_LIMIT) swift build --build-tests $(THREAD_SANITIZER)
	@LD_PRELOAD='$(CURDIR)/.build/tsan/preload.so' $(TEST_LIMIT) swift test --skip-build --no-parallel $(THREAD_SANITIZER) --skip RealBrokers --skip aMillionDamaged </dev/null
	@$(BUILD_LIMIT) swift build --build-tests $(ADDRESS_SANITIZER)
	@LSAN_OPTIONS='suppressions=$(CURDIR)/scripts/sanitize/leaks.txt:print_suppressions=0' \
	  $(TEST_LIMIT) swift test --skip-build --no-parallel $(ADDRESS_SANITIZER) --skip RealBrokers </dev/null

fuzz: test-dependencies ## libFuzzer over all that reads foreign bytes: make fuzz [SECONDS=60] [FUZZERS=frames]; each runs that long
	@for fuzzer in $(FUZZERS); do FUZZ=1 $(BUILD_LIMIT) swift build $(FUZZER) --product "fuzz-$$fuzzer"; done
	@scripts/fuzz/run $(or $(SECONDS),60) $(FUZZERS)

clean: ## remove everything that was built
	@if [ -d .build/bench-cluster ]; then scripts/bench-cluster --stop; fi
	@rm -rf .build

dependencies:
	@scripts/install-dependencies

test-dependencies:
	@scripts/install-dependencies --test
