/* Sums of doubles, rounded once: Shewchuk, Adaptive Precision Floating-Point Arithmetic, Discrete
 * and Computational Geometry 18, 1997. Printed values that cancel then leave exactly zero. */
#include "kernel.h"

/* Add a number to parts that do not overlap, the smallest first. */
void add(Sum *sum, double value) {
    int kept = 0;
    for (int i = 0; i < sum->parts; i++) {
        double greater = value, less = sum->part[i];
        if (absolute(greater) < absolute(less)) {
            greater = sum->part[i];
            less = value;
        }
        value = greater + less;
        double rest = less - (value - greater);
        if (rest != 0.0) sum->part[kept++] = rest;
    }
    sum->part[kept++] = value;
    sum->parts = kept;
}

/* The double nearest to the sum of the parts; of two, the even one. */
double rounded(const Sum *sum) {
    int left = sum->parts;
    double found = left ? sum->part[--left] : 0.0, rest = 0.0;
    while (left && rest == 0.0) {
        double before = found, part = sum->part[--left];
        found = before + part;
        rest = part - (found - before);
    }
    if (left && rest != 0.0 && (rest < 0.0) == (sum->part[left - 1] < 0.0)) {
        double other = found + 2 * rest;
        if (other - found == 2 * rest) found = other;
    }
    return found;
}
