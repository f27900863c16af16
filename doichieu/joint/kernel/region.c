/* The inequalities of a problem as the rows of a region around a point: two rows a figure, for its
 * lower and its upper end, then the rows that hold whatever is printed. */
#include "kernel.h"

/* A weight is at least this fraction of the largest coefficient of its row. */
#define ROW_WEIGHT_FLOOR 1e-9

Region new_region(int rows, int width) {
    return (Region){rows, width, TAKE(rows * (width + 1), double), TAKE(rows, double)};
}

/* Whether the sign of a figure's denominator is no earlier figure's too. */
static int has_sign_row(const Problem *problem, int i) {
    const Structure *all = problem->structure;
    if (all->denominator[i] == NONE || all->sign[i] == 0) return 0;
    for (int j = 0; j < i; j++)
        if (all->denominator[j] == all->denominator[i] && all->sign[j] == all->sign[i]) return 0;
    return 1;
}

/* How many rows the figures have. */
int figure_row_count(const Problem *problem) {
    int rows = 0;
    for (int i = 0; i < problem->structure->figures; i++)
        rows += 2 * (problem->figure[i].row != NONE);
    return rows;
}

/* How many rows hold whatever is printed. */
int fixed_row_count(const Problem *problem) {
    const Structure *all = problem->structure;
    int rows = 0;
    for (int i = 0; i < all->figures; i++) rows += has_sign_row(problem, i);
    for (int i = 0; i < all->identities; i++) rows += !all->is_sum[i];
    return rows;
}

/* The last rows of a region: subsets, and the signs of denominators. */
void fixed_rows(const Problem *problem, const Space *space, const double *point, Region *region) {
    const Structure *all = problem->structure;
    int row = region->rows - fixed_row_count(problem), width = space->free + 1;
    for (int i = 0; i < all->figures; i++) {
        if (!has_sign_row(problem, i)) continue;
        const Form *below = &problem->figure[i].denominator;
        double size = larger(absolute(below->value[0]), absolute(below->constant));
        project(space, below, point, all->sign[i] / size, region->line + row * width);
        region->tolerance[row++] = FEASIBILITY_TOLERANCE * absolute(below->value[0]) / size;
    }
    for (int i = 0; i < all->identities; i++) {
        if (all->is_sum[i]) continue;
        double *line = region->line + row * width;
        double size = larger(1.0, absolute(problem->identity_constant[i]));
        for (int f = 0; f < width; f++) line[f] = 0.0;
        line[space->free] = problem->identity_constant[i] / size;
        for (int term = all->start[i]; term < all->start[i + 1]; term++) {
            double value = problem->identity_value[term] / size;
            const double *basis = space->basis + all->column[term] * space->free;
            for (int f = 0; f < space->free; f++) line[f] += value * basis[f];
            line[space->free] += value * point[all->column[term]];
        }
        region->tolerance[row++] = FEASIBILITY_TOLERANCE / size;
    }
}

/* The first rows of a region: each figure within θ half-widths.
 *
 * With weights, one a figure, the rows are scaled for them, and `growth` is how much each row grows
 * for each unit of a common θ more: the weight, times the scale. A weight of zero stands for the size
 * of the row. */
void figure_rows(
    const Problem *problem, const Space *space, const double *point, double theta,
    const double *weights, Region *region, double *growth) {
    for (int i = 0; i < problem->structure->figures; i++) {
        const Figure *figure = &problem->figure[i];
        if (figure->row == NONE) continue;
        double allowed = theta * figure->half_width * figure->sign;
        Form form = figure->deviation;
        for (int end = 0; end < 2; end++) {
            if (end) form = plus(&(Form){.terms = 0}, -1.0, &figure->deviation);
            form = plus(&form, allowed, &figure->denominator);
            double largest = largest_value(&form);
            double size = larger(largest, absolute(form.constant));
            int row = figure->row + end;
            if (weights) {
                double floor = weights[i] == 0.0 ? 1.0 : ROW_WEIGHT_FLOOR;
                double weight = larger(weights[i], floor * largest);
                size = larger(weight, largest);
                growth[row] = weight / size;
            }
            project(space, &form, point, 1.0 / size, region->line + row * (space->free + 1));
            region->tolerance[row] = FEASIBILITY_TOLERANCE * largest / size;
        }
    }
}
