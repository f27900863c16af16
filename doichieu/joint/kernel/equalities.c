/* Equalities are eliminated: the points that they allow, in fewer unknowns.
 *
 * Elimination, unlike an orthogonal basis, keeps zeros exact: unknowns that do not depend on each
 * other stay independent, and a zero reduced cost can be distinguished from a rounding error.
 */
#include "kernel.h"

/* A line with no larger coefficient is the sum of earlier ones, apart from rounding. */
#define ZERO_LINE_TOLERANCE 1e-14
/* Beyond this constant, in half-widths, such a line contradicts the earlier ones. */
#define CONTRADICTION_FLOOR 1e-6

/* Divide a line by its coefficient in a column, and take the column out of all other lines. */
static void eliminate_column(double *lines, int count, int width, int row, int column) {
    double *line = lines + row * width, pivot = line[column];
    for (int k = 0; k < width; k++) line[k] /= pivot;
    for (int i = 0; i < count; i++) {
        double *other = lines + i * width, factor = other[column];
        if (i == row || factor == 0.0) continue;
        for (int k = 0; k < width; k++) {
            double before = other[k], less = factor * line[k];
            other[k] = before - less;
            /* What cancels but for rounding is zero: divided by a small pivot it would count. */
            if (absolute(other[k]) <= ROUNDING_TOLERANCE * absolute(before)) other[k] = 0.0;
        }
    }
}

/* The points with `lines . (x, 1) = 0`; the lines are overwritten. Refused where a line is nearly
 * dependent on the others: what remains of it is too small to divide by and too large for a
 * rounding error. */
Elimination eliminate(double *lines, int count, int unknowns, Space *space) {
    int width = unknowns + 1;
    int *row_of = TAKE(unknowns, int);
    for (int k = 0; k < unknowns; k++) row_of[k] = NONE;
    int pivots = 0;
    for (int i = 0; i < count; i++) {
        double *line = lines + i * width;
        int column = 0;
        for (int k = 1; k < unknowns; k++)
            if (absolute(line[k]) > absolute(line[column])) column = k;
        double largest = unknowns ? absolute(line[column]) : 0.0;
        if (largest <= ZERO_LINE_TOLERANCE) {
            if (absolute(line[unknowns]) > CONTRADICTION_FLOOR) return INCONSISTENT;
            if (absolute(line[unknowns]) > FEASIBILITY_TOLERANCE) return NEARLY_DEPENDENT;
            continue;
        }
        if (largest <= FEASIBILITY_TOLERANCE) return NEARLY_DEPENDENT;
        eliminate_column(lines, count, width, i, column);
        row_of[column] = i;
        pivots++;
    }
    space->unknowns = unknowns;
    space->free = 0;
    space->free_column = TAKE(unknowns - pivots, int);
    for (int k = 0; k < unknowns; k++)
        if (row_of[k] == NONE) space->free_column[space->free++] = k;
    space->basis = TAKE(unknowns * space->free, double);
    space->constant = TAKE(unknowns, double);
    for (int k = 0; k < unknowns; k++) {
        const double *line = row_of[k] == NONE ? 0 : lines + row_of[k] * width;
        space->constant[k] = line ? -line[unknowns] : 0.0;
        for (int f = 0; f < space->free; f++) {
            int column = space->free_column[f];
            space->basis[k * space->free + f] = line ? -line[column] : column == k;
        }
    }
    return ELIMINATED;
}

/* What all printed figures allow: exact figures, sums, and a size where none is printed. Without
 * one of the exact figures, if it is named. */
Elimination equalities_of(const Problem *problem, int without_figure, Space *space) {
    const Structure *all = problem->structure;
    int width = all->unknowns + 1, count = 0;
    double *lines = TAKE((all->figures + all->identities + 1) * width, double);
    for (int k = 0; k < (all->figures + all->identities + 1) * width; k++) lines[k] = 0.0;
    for (int i = 0; i < all->figures; i++) {
        const Figure *figure = &problem->figure[i];
        if (!figure->is_exact || figure->sign == 0 || i == without_figure) continue;
        double largest = largest_value(&figure->deviation), *line = lines + width * count++;
        for (int k = 0; k < figure->deviation.terms; k++)
            line[figure->deviation.column[k]] = figure->deviation.value[k] / largest;
        line[all->unknowns] = figure->deviation.constant / largest;
    }
    for (int i = 0; i < all->identities; i++) {
        if (!all->is_sum[i]) continue;
        double *line = lines + width * count++;
        for (int term = all->start[i]; term < all->start[i + 1]; term++)
            line[all->column[term]] += problem->identity_value[term];
        line[all->unknowns] = problem->identity_constant[i];
    }
    if (!all->has_scale) {
        /* Every solution can be multiplied: the denominators are given a mean of one. */
        double *line = lines + width * count, ratios = 0.0;
        for (int i = 0; i < all->figures; i++) {
            const Form *below = &problem->figure[i].denominator;
            if (!problem->figure[i].sign || !below->terms) continue;
            line[below->column[0]] += problem->figure[i].sign * below->value[0];
            line[all->unknowns] += problem->figure[i].sign * below->constant - 1.0;
            ratios++;
        }
        count += ratios > 0;
    }
    return eliminate(lines, count, all->unknowns, space);
}

/* Compute the unknowns that are not free from those that are. */
void complete(const Space *space, double *point) {
    for (int k = 0; k < space->unknowns; k++) {
        const double *line = space->basis + k * space->free;
        double value = space->constant[k];
        for (int f = 0; f < space->free; f++) value += line[f] * point[space->free_column[f]];
        point[k] = value;
    }
}

/* Add a step in the free unknowns to a point. */
void move(const Space *space, double *point, const double *step) {
    for (int f = 0; f < space->free; f++) point[space->free_column[f]] += step[f];
    complete(space, point);
}

/* A form times a factor as a line of a region around a point. */
void project(
    const Space *space, const Form *form, const double *point, double factor, double *line) {
    for (int f = 0; f <= space->free; f++) line[f] = 0.0;
    for (int i = 0; i < form->terms; i++) {
        const double *basis = space->basis + form->column[i] * space->free;
        double value = form->value[i] * factor;
        for (int f = 0; f < space->free; f++) line[f] += value * basis[f];
    }
    line[space->free] = value_at(form, point) * factor;
}
