/* Writes down, in one order for all threads, when the program makes the database last and when it
 * answers, loaded before the C library (LD_PRELOAD). Lines go to the file WRITE_ORDER: `sync` for an
 * fsync or fdatasync of a file whose name ends in -wal, `answer` for bytes to a socket that begin an
 * HTTP answer. With the file WRITE_ORDER_LAZY present, syncs are not done and not written down: a
 * program that does not wait for the disk looks just like that. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int lazy(void) {
    const char *path = getenv("WRITE_ORDER_LAZY");
    return path && access(path, F_OK) == 0;
}

/* One write in append mode per line: the kernel keeps them in order. */
static void note(const char *line) {
    int before = errno;
    const char *path = getenv("WRITE_ORDER");
    int fd = path ? open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600) : -1;
    if (fd >= 0) {
        ssize_t written = REAL(write)(fd, line, strlen(line));
        (void)written;
        close(fd);
    }
    errno = before;
}

static int is_log(int fd) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    return length > 4 && memcmp(path + length - 4, "-wal", 4) == 0;
}

static int begins_answer(const void *from, size_t count) {
    return count > 9 && memcmp(from, "HTTP/1.1 ", 9) == 0;
}

int fsync(int fd) {
    if (!is_log(fd)) return REAL(fsync)(fd);
    if (lazy()) return 0;
    int done = REAL(fsync)(fd);
    note("sync\n");
    return done;
}

int fdatasync(int fd) {
    if (!is_log(fd)) return REAL(fdatasync)(fd);
    if (lazy()) return 0;
    int done = REAL(fdatasync)(fd);
    note("sync\n");
    return done;
}

ssize_t write(int fd, const void *from, size_t count) {
    if (begins_answer(from, count)) note("answer\n");
    return REAL(write)(fd, from, count);
}

ssize_t writev(int fd, const struct iovec *from, int count) {
    if (count > 0 && begins_answer(from[0].iov_base, from[0].iov_len)) note("answer\n");
    return REAL(writev)(fd, from, count);
}

ssize_t send(int fd, const void *from, size_t count, int flags) {
    if (begins_answer(from, count)) note("answer\n");
    return REAL(send)(fd, from, count, flags);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
    if (message->msg_iovlen > 0 &&
        begins_answer(message->msg_iov[0].iov_base, message->msg_iov[0].iov_len))
        note("answer\n");
    return REAL(sendmsg)(fd, message, flags);
}
