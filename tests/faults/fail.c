/* Loaded into the program under test: call number FAULT_AT on a file under FAULT_UNDER fails with
 * "input/output error". What failed is written to FAULT_LOG; without a log entry, the program made
 * fewer calls than that. Reading, asking about and writing files are counted, in all threads. */

#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_long calls;
static char watched[65536];

static int fails(const char *call, const char *path) {
    const char *at = getenv("FAULT_AT");
    if (!at || atomic_fetch_add(&calls, 1) + 1 != atol(at)) return 0;
    const char *log = getenv("FAULT_LOG");
    int fd = log ? syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND, 0644) : -1;
    if (fd >= 0) {
        char line[4096];
        int length = snprintf(line, sizeof line, "%s %s\n", call, path ? path : "");
        syscall(SYS_write, fd, line, length);
        syscall(SYS_close, fd);
    }
    errno = EIO;
    return 1;
}

static int under(const char *path) {
    const char *root = getenv("FAULT_UNDER");
    return root && path && (path[0] != '/' || strncmp(path, root, strlen(root)) == 0);
}

static int is_watched(int fd) {
    return fd >= 0 && fd < (int)sizeof watched && watched[fd];
}

static int opened(int fd, const char *path) {
    if (fd >= 0 && fd < (int)sizeof watched) watched[fd] = under(path);
    return fd;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define OPEN(name)                                                          \
    int name(const char *path, int flags, ...) {                            \
        va_list rest;                                                       \
        va_start(rest, flags);                                              \
        mode_t mode = va_arg(rest, mode_t);                                 \
        va_end(rest);                                                       \
        if (under(path) && fails(#name, path)) return -1;                   \
        return opened(REAL(name)(path, flags, mode), path);                 \
    }
#define OPENAT(name)                                                        \
    int name(int dir, const char *path, int flags, ...) {                   \
        va_list rest;                                                       \
        va_start(rest, flags);                                              \
        mode_t mode = va_arg(rest, mode_t);                                 \
        va_end(rest);                                                       \
        if (under(path) && fails(#name, path)) return -1;                   \
        return opened(REAL(name)(dir, path, flags, mode), path);            \
    }
#define ASK(name, type)                                                     \
    int name(const char *path, type *about) {                               \
        if (under(path) && fails(#name, path)) return -1;                   \
        return REAL(name)(path, about);                                     \
    }
#define ASK_OPEN(name, type)                                                \
    int name(int fd, type *about) {                                         \
        if (is_watched(fd) && fails(#name, NULL)) return -1;                \
        return REAL(name)(fd, about);                                       \
    }
#define ASK_AT(name, type)                                                  \
    int name(int dir, const char *path, type *about, int flags) {           \
        int asked = path && *path ? under(path) : is_watched(dir);          \
        if (asked && fails(#name, path)) return -1;                         \
        return REAL(name)(dir, path, about, flags);                         \
    }
#define NEXT(name, type)                                                    \
    type *name(DIR *dir) {                                                  \
        if (fails(#name, NULL)) return NULL;                                \
        return REAL(name)(dir);                                             \
    }

OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)
ASK(stat, struct stat)
ASK(stat64, struct stat64)
ASK(lstat, struct stat)
ASK(lstat64, struct stat64)
ASK_OPEN(fstat, struct stat)
ASK_OPEN(fstat64, struct stat64)
ASK_AT(fstatat, struct stat)
ASK_AT(fstatat64, struct stat64)
NEXT(readdir, struct dirent)
NEXT(readdir64, struct dirent64)

int statx(int dir, const char *path, int flags, unsigned mask, struct statx *about) {
    int asked = path && *path ? under(path) : is_watched(dir);
    if (asked && fails("statx", path)) return -1;
    return REAL(statx)(dir, path, flags, mask, about);
}

ssize_t read(int fd, void *to, size_t most) {
    if (is_watched(fd) && fails("read", NULL)) return -1;
    return REAL(read)(fd, to, most);
}

ssize_t pread64(int fd, void *to, size_t most, off64_t from) {
    if (is_watched(fd) && fails("pread64", NULL)) return -1;
    return REAL(pread64)(fd, to, most, from);
}

ssize_t pread(int fd, void *to, size_t most, off_t from) {
    if (is_watched(fd) && fails("pread", NULL)) return -1;
    return REAL(pread)(fd, to, most, from);
}

void *mmap(void *at, size_t length, int rights, int flags, int fd, off_t from) {
    if (is_watched(fd) && fails("mmap", NULL)) return MAP_FAILED;
    return (void *)syscall(SYS_mmap, at, length, rights, flags, fd, from);
}

void *mmap64(void *at, size_t length, int rights, int flags, int fd, off64_t from) {
    if (is_watched(fd) && fails("mmap64", NULL)) return MAP_FAILED;
    return (void *)syscall(SYS_mmap, at, length, rights, flags, fd, from);
}

DIR *opendir(const char *path) {
    if (under(path) && fails("opendir", path)) return NULL;
    return REAL(opendir)(path);
}

char *realpath(const char *path, char *to) {
    if (under(path) && fails("realpath", path)) return NULL;
    return REAL(realpath)(path, to);
}

ssize_t readlink(const char *path, char *to, size_t most) {
    if (under(path) && fails("readlink", path)) return -1;
    return REAL(readlink)(path, to, most);
}

int access(const char *path, int mode) {
    if (under(path) && fails("access", path)) return -1;
    return REAL(access)(path, mode);
}

ssize_t write(int fd, const void *from, size_t length) {
    if ((fd == 1 || is_watched(fd)) && fails("write", NULL)) return -1;
    return syscall(SYS_write, fd, from, length);
}

int rename(const char *from, const char *to) {
    if (under(to) && fails("rename", to)) return -1;
    return REAL(rename)(from, to);
}
