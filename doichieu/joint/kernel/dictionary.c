/* The simplex method on a dictionary (Chvátal, Linear Programming, 1983, chapter 2).
 *
 * A dictionary writes the basic variables, and in its last line the objective, in terms of the
 * nonbasic variables, which are zero at its vertex. The last column holds the values there.
 *
 * The ratio of two linear forms is minimized as one form, in homogeneous coordinates (Charnes and
 * Cooper, Naval Research Logistics Quarterly 9, 1962): the denominator is one in place of TAU, the
 * factor of all constants, which is then a variable that must not be negative.
 */
#include "kernel.h"

/* Rows are scaled to the order of one, so the limits below have no unit. */
/* The ratio test ignores rows with a smaller coefficient: a pivot on it would lose all digits. */
#define PIVOT_TOLERANCE 1e-11
/* In a step, a slack may fall below zero by this fraction of its row's tolerance. */
#define STEP_TOLERANCE 0.3
/* Pivots for each variable; most problems need one. Give up on cycling pivots. */
#define PIVOT_LIMIT 12

Dictionary new_dictionary(int rows, int width) {
    return (Dictionary){
        rows, width, TAKE((rows + 1) * (width + 1), double), TAKE(rows, int), TAKE(width, int),
        NO_ROW, 0};
}

/* The dictionary of a region with the unknowns nonbasic. Its last row is TAU, which is one. */
Dictionary dictionary_of(const Region *region) {
    Dictionary dictionary = new_dictionary(region->rows + 1, region->width);
    int stride = region->width + 1, size = region->rows * stride;
    for (int k = 0; k < size; k++) dictionary.at[k] = region->line[k];
    for (int k = size; k < size + 2 * stride; k++) dictionary.at[k] = 0.0;
    dictionary.at[size + region->width] = 1.0;
    for (int i = 0; i < region->rows; i++) dictionary.basic[i] = i;
    dictionary.basic[region->rows] = TAU;
    dictionary.tolerance = region->tolerance;
    for (int k = 0; k < region->width; k++) dictionary.nonbasic[k] = FIRST_UNKNOWN - k;
    return dictionary;
}

void copy(const Dictionary *from, Dictionary *to) {
    int size = (from->rows + 1) * (from->width + 1);
    to->tolerance = from->tolerance;
    for (int k = 0; k < size; k++) to->at[k] = from->at[k];
    for (int i = 0; i < from->rows; i++) to->basic[i] = from->basic[i];
    for (int k = 0; k < from->width; k++) to->nonbasic[k] = from->nonbasic[k];
}

/* Whether a variable may be negative: unknowns, and the slacks of relaxed rows. */
int is_free(const Dictionary *dictionary, int variable) {
    return variable <= FIRST_UNKNOWN || variable == dictionary->relaxed ||
           variable == dictionary->relaxed + 1;
}

/* Exchange the basic variable of a row with the nonbasic variable of a column. */
void pivot(Dictionary *dictionary, int row, int column) {
    int stride = dictionary->width + 1;
    double *line = dictionary->at + row * stride, by = 1.0 / line[column];
    for (int k = 0; k < stride; k++) line[k] *= -by;
    line[column] = by;
    for (int i = 0; i <= dictionary->rows; i++) {
        double *other = dictionary->at + i * stride, factor = other[column];
        if (i == row || factor == 0.0) continue;
        other[column] = 0.0;
        for (int k = 0; k < stride; k++) other[k] += factor * line[k];
    }
    int variable = dictionary->basic[row];
    dictionary->basic[row] = dictionary->nonbasic[column];
    dictionary->nonbasic[column] = variable;
}

/* The coefficient of a variable in a line of the unknowns, whose last is that of TAU. */
static double coefficient(const Dictionary *dictionary, const double *line, int variable) {
    if (variable == TAU) return line[dictionary->width];
    return variable <= FIRST_UNKNOWN ? line[FIRST_UNKNOWN - variable] : 0.0;
}

/* A line of the unknowns as one of the nonbasic variables. */
void express(const Dictionary *dictionary, const double *line, double *found) {
    int width = dictionary->width;
    for (int k = 0; k < width; k++)
        found[k] = coefficient(dictionary, line, dictionary->nonbasic[k]);
    found[width] = 0.0;
    for (int i = 0; i < dictionary->rows; i++) {
        double factor = coefficient(dictionary, line, dictionary->basic[i]);
        const double *row = dictionary->at + i * (width + 1);
        for (int k = 0; k <= width && factor != 0.0; k++) found[k] += factor * row[k];
    }
}

/* How far a basic variable may fall below zero in a step. */
static double room(const Dictionary *dictionary, int variable) {
    return variable >= 0 ? STEP_TOLERANCE * dictionary->tolerance[variable] : 0.0;
}

/* The row whose slack leaves the basis: the ratio test; NONE where no row limits the step.
 *
 * Of the slacks that reach zero at almost the same step, the one with the largest coefficient
 * leaves, for accuracy (Harris, Mathematical Programming 5, 1973). */
static int leaving(const Dictionary *dictionary, int column, double direction) {
    int width = dictionary->width, found = NONE;
    double step = INFINITY, largest = 0.0;
    for (int i = 0; i < dictionary->rows; i++) {
        const double *line = dictionary->at + i * (width + 1);
        double fall = -line[column] * direction;
        int variable = dictionary->basic[i];
        if (fall <= PIVOT_TOLERANCE || is_free(dictionary, variable)) continue;
        step = smaller(step, (larger(line[width], 0.0) + room(dictionary, variable)) / fall);
    }
    for (int i = 0; i < dictionary->rows; i++) {
        const double *line = dictionary->at + i * (width + 1);
        double fall = -line[column] * direction;
        if (fall <= PIVOT_TOLERANCE || is_free(dictionary, dictionary->basic[i])) continue;
        if (fall > largest && larger(line[width], 0.0) <= step * fall) {
            largest = fall;
            found = i;
        }
    }
    return found;
}

/* Let each unknown enter the basis, rising or falling, where some row's slack can leave. */
void reach_vertex(Dictionary *dictionary) {
    for (int column = 0; column < dictionary->width; column++) {
        int row = leaving(dictionary, column, 1.0);
        if (row == NONE) row = leaving(dictionary, column, -1.0);
        if (row != NONE) pivot(dictionary, row, column);
    }
}

/* Pivot until the dictionary is optimal or unbounded; UNPROVEN where the pivots cycle.
 *
 * The variable of the largest reduced cost enters (Dantzig's rule), if it exceeds the tolerance. */
Walk walk(Dictionary *dictionary, double tolerance) {
    int width = dictionary->width;
    const double *costs = dictionary->at + dictionary->rows * (width + 1);
    for (int step = 0; step <= PIVOT_LIMIT * width; step++) {
        int column = NONE;
        double best = tolerance;
        for (int k = 0; k < width; k++) {
            double gain = -costs[k];
            if (gain < 0.0 && is_free(dictionary, dictionary->nonbasic[k])) gain = -gain;
            if (gain > best) {
                best = gain;
                column = k;
            }
        }
        if (column == NONE) return (Walk){OPTIMAL, NONE, 0.0};
        double direction = costs[column] > 0.0 ? -1.0 : 1.0;
        int row = leaving(dictionary, column, direction);
        if (row == NONE) return (Walk){UNBOUNDED, column, direction};
        pivot(dictionary, row, column);
    }
    return (Walk){UNPROVEN, NONE, 0.0};
}

/* Exchange TAU, the factor of the constants, with a nonbasic variable: from now on the last column
 * holds the coefficients of that variable, as its value becomes one. */
static void exchange_tau(Dictionary *dictionary, int column) {
    int stride = dictionary->width + 1, last = dictionary->width;
    for (int i = 0; i < dictionary->rows; i++) {
        double *line = dictionary->at + i * stride, value = line[column];
        if (dictionary->basic[i] == TAU) {
            dictionary->basic[i] = dictionary->nonbasic[column];
            continue;
        }
        line[column] = line[last];
        line[last] = value;
    }
    dictionary->nonbasic[column] = TAU;
}

/* Measure all values in units of a denominator, a line of the unknowns; whether it is positive
 * anywhere. Where it is zero at the vertex, pivot to where it is greatest, or grows without end. */
int normalize(Dictionary *dictionary, const double *denominator) {
    int width = dictionary->width, stride = width + 1;
    double *below = TAKE(stride, double);
    express(dictionary, denominator, below);
    if (below[width] <= DENOMINATOR_TOLERANCE) {
        double *costs = dictionary->at + dictionary->rows * stride;
        for (int k = 0; k < stride; k++) costs[k] = -below[k];
        Walk end = walk(dictionary, REDUCED_COST_TOLERANCE);
        if (end.outcome == UNBOUNDED) exchange_tau(dictionary, end.column);
        express(dictionary, denominator, below);
        double greatest = end.outcome == UNBOUNDED ? absolute(below[width]) : below[width];
        if (end.outcome == UNPROVEN || greatest <= DENOMINATOR_TOLERANCE) return 0;
    }
    for (int i = 0; i < dictionary->rows; i++) {
        double *line = dictionary->at + i * stride, factor = line[width] / below[width];
        if (factor == 0.0) continue;
        for (int k = 0; k < width; k++) line[k] -= factor * below[k];
        line[width] = factor;
    }
    return 1;
}

/* Pivot until no slack is negative that may not be: the dual simplex method, from a vertex whose
 * reduced costs are not negative. */
void restore(Dictionary *dictionary) {
    int width = dictionary->width, stride = width + 1;
    const double *costs = dictionary->at + dictionary->rows * stride;
    for (int step = 0; step < PIVOT_LIMIT * width; step++) {
        int row = NONE, column = NONE;
        double least = 0.0, ratio = INFINITY;
        for (int i = 0; i < dictionary->rows; i++) {
            double value = dictionary->at[i * stride + width];
            if (is_free(dictionary, dictionary->basic[i])) continue;
            if (value >= least || value >= -room(dictionary, dictionary->basic[i])) continue;
            least = value;
            row = i;
        }
        if (row == NONE) return;
        for (int k = 0; k < width; k++) {
            double rise = dictionary->at[row * stride + k];
            if (is_free(dictionary, dictionary->nonbasic[k])) rise = absolute(rise);
            if (rise <= PIVOT_TOLERANCE || absolute(costs[k]) >= ratio * rise) continue;
            ratio = absolute(costs[k]) / rise;
            column = k;
        }
        if (column == NONE) return;
        pivot(dictionary, row, column);
    }
}
