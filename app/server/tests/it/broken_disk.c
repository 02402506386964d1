/* A disk that fails on demand, loaded before the C library (LD_PRELOAD).
 *
 * What is written below BROKEN_DISK_AT fails with ENOSPC while the file BROKEN_DISK_FULL exists,
 * and every fsync there fails with EIO while BROKEN_DISK_SICK exists. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static int exists(const char *name) {
    const char *path = getenv(name);
    struct stat found;
    return path && stat(path, &found) == 0;
}

static int lies_there(int fd) {
    const char *prefix = getenv("BROKEN_DISK_AT");
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (!prefix || length < 0) return 0;
    path[length] = 0;
    return strncmp(path, prefix, strlen(prefix)) == 0;
}

static int full(int fd) {
    int before = errno, is = exists("BROKEN_DISK_FULL") && lies_there(fd);
    errno = is ? ENOSPC : before;
    return is;
}

static int sick(int fd) {
    int before = errno, is = exists("BROKEN_DISK_SICK") && lies_there(fd);
    errno = is ? EIO : before;
    return is;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *from, size_t count) {
    return full(fd) ? -1 : REAL(write)(fd, from, count);
}
ssize_t writev(int fd, const struct iovec *from, int count) {
    return full(fd) ? -1 : REAL(writev)(fd, from, count);
}
ssize_t pwrite(int fd, const void *from, size_t count, off_t at) {
    return full(fd) ? -1 : REAL(pwrite)(fd, from, count, at);
}
ssize_t pwrite64(int fd, const void *from, size_t count, off64_t at) {
    return full(fd) ? -1 : REAL(pwrite64)(fd, from, count, at);
}
ssize_t pwritev(int fd, const struct iovec *from, int count, off_t at) {
    return full(fd) ? -1 : REAL(pwritev)(fd, from, count, at);
}
ssize_t pwritev64(int fd, const struct iovec *from, int count, off64_t at) {
    return full(fd) ? -1 : REAL(pwritev64)(fd, from, count, at);
}
int ftruncate(int fd, off_t size) { return full(fd) ? -1 : REAL(ftruncate)(fd, size); }
int ftruncate64(int fd, off64_t size) { return full(fd) ? -1 : REAL(ftruncate64)(fd, size); }
int fsync(int fd) { return sick(fd) ? -1 : REAL(fsync)(fd); }
int fdatasync(int fd) { return sick(fd) ? -1 : REAL(fdatasync)(fd); }

ssize_t copy_file_range(int in, off_t *from, int out, off_t *to, size_t count, unsigned flags) {
    return full(out) ? -1 : REAL(copy_file_range)(in, from, out, to, count, flags);
}

extern int fallocate(int, int, off_t, off_t);
int fallocate(int fd, int mode, off_t at, off_t size) {
    return full(fd) ? -1 : REAL(fallocate)(fd, mode, at, size);
}

/* These answer the number of the error. */
extern int posix_fallocate(int, off_t, off_t);
int posix_fallocate(int fd, off_t at, off_t size) {
    return full(fd) ? ENOSPC : REAL(posix_fallocate)(fd, at, size);
}
extern int posix_fallocate64(int, off64_t, off64_t);
int posix_fallocate64(int fd, off64_t at, off64_t size) {
    return full(fd) ? ENOSPC : REAL(posix_fallocate64)(fd, at, size);
}
