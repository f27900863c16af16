/* Memory: taken from a stack that grows, and given back by releasing it to an earlier mark. */
#include "kernel.h"

#define PAGE 65536
#define ALIGNMENT 16

static char *next;

/* All memory before `first` belongs to the caller. */
void begin(char *first) { next = first; }

char *mark(void) { return next; }

void release(char *marked) { next = marked; }

void *take(int count, int size) {
    unsigned long first = ((unsigned long)next + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    unsigned long end = first + (unsigned long)count * size;
    unsigned long held = __builtin_wasm_memory_size(0) * (unsigned long)PAGE;
    if (end > held) {
        unsigned long pages = (end - held + PAGE - 1) / PAGE;
        if (__builtin_wasm_memory_grow(0, pages) == (unsigned long)-1) __builtin_trap();
    }
    next = (char *)end;
    return (void *)first;
}
