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

/* The high half of the digits of a double: Veltkamp's splitting. */
static double high_half(double value) {
    double large = 134217729.0 * value; /* 2^27 + 1 */
    return large - (large - value);
}

/* What rounding takes from a product: Dekker, A Floating-Point Technique for Extending the Available
 * Precision, Numerische Mathematik 18, 1971. */
double lost_of(double one, double other) {
    double one_high = high_half(one), other_high = high_half(other);
    double one_low = one - one_high, other_low = other - other_high;
    return ((one_high * other_high - one * other) + one_high * other_low + one_low * other_high) +
           one_low * other_low;
}

/* Add a product, all digits of it. */
void add_product(Sum *sum, double one, double other) {
    add(sum, one * other);
    add(sum, lost_of(one, other));
}
