/// Linux headers that Glibc's module map leaves out, and calls it hides behind _GNU_SOURCE.
#pragma once
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

/// accept4(2) with SOCK_NONBLOCK and SOCK_CLOEXEC: the descriptor, or -1 with errno set.
int linux_accept(int listener);

/// Names the calling thread; the kernel keeps the first 15 bytes.
void linux_name_this_thread(const char *name);

/// mallopt(3): one arena for all threads, and blocks from `large` bytes on in mappings of their own, which go back to the kernel when they are freed.
void linux_give_memory_back(int large);
