/// Linux headers that Glibc's module map leaves out.
#pragma once
#include <sys/epoll.h>
#include <sys/eventfd.h>
