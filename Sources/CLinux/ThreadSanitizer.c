/// Lets ThreadSanitizer see the locks of Synchronization.Mutex; nothing in any other build.
///
/// The quick paths of a Mutex are compiled into its user and so seen. The slow ones, for a lock that threads compete for, are in the standard
/// library, which is not instrumented, and in the kernel (FUTEX_LOCK_PI): the order they make is unknown to the sanitizer, and correct code is
/// reported as a race. These take their place, call them, and say what they did.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

#define LOCK_SLOW "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK_SLOW "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))

void __tsan_acquire(void *address);
void __tsan_release(void *address);

SWIFT void linux_lock_slow(uint32_t thread, SELF void *mutex) __asm__(LOCK_SLOW);
SWIFT void linux_unlock_slow(SELF void *mutex) __asm__(UNLOCK_SLOW);

SWIFT void linux_lock_slow(uint32_t thread, SELF void *mutex) {
  SWIFT void (*original)(uint32_t, SELF void *) = dlsym(RTLD_NEXT, LOCK_SLOW);
  original(thread, mutex);
  __tsan_acquire(mutex);
}

SWIFT void linux_unlock_slow(SELF void *mutex) {
  SWIFT void (*original)(SELF void *) = dlsym(RTLD_NEXT, UNLOCK_SLOW);
  __tsan_release(mutex);
  original(mutex);
}
#endif
#endif
