/* Models B and D: each quantity lies in its own interval, a box, and the identities hold. */
#include "kernel.h"

/* The least half-width of a box, as a fraction of its ends: doubles can still represent it. */
#define HALF_WIDTH_FLOOR 1e-15

/* The interval that a model leaves one unknown; an end may be infinite. NaN where it has none. */
typedef struct {
    double lower, upper, anchor, unit;
    int is_known, is_exact;
} Box;

static double rounding_of_end(double end, double unit, int is_quotient) {
    return is_finite(end) ? rounding_error(end, is_quotient) / unit : 0.0;
}

/* A box measured from its middle in half-widths; one with a single finite end, from that end. */
static Box box_of(const double *ends) {
    Box box = {ends[0], ends[1], 0.0, 1.0, ends[0] == ends[0], ends[0] == ends[1]};
    if (box.upper - box.lower < INFINITY) {
        double floor = HALF_WIDTH_FLOOR * larger(absolute(box.lower), absolute(box.upper));
        box.anchor = (box.lower + box.upper) / 2;
        box.unit = larger((box.upper - box.lower) / 2, floor);
    } else if (box.is_known) {
        if (is_finite(box.lower)) box.anchor = box.lower;
        else if (is_finite(box.upper)) box.anchor = box.upper;
        box.unit = larger(absolute(box.anchor), 1.0);
    }
    return box;
}

/* All boxes of a quantity. An unknown without a box is measured in the largest unit. */
static Box *boxes_of(const Structure *all, const double (*ends)[2], int quantity, double *rounding) {
    Box *boxes = TAKE(all->unknowns, Box);
    double largest = 0.0;
    *rounding = 0.0;
    for (int k = 0; k < all->unknowns; k++) {
        boxes[k] = (Box){.is_known = 0, .is_exact = 0};
        if (all->quantity[k] != quantity) continue;
        boxes[k] = box_of(ends[k]);
        if (!boxes[k].is_known || boxes[k].is_exact) continue;
        largest = larger(largest, boxes[k].unit);
        for (int end = 0; end < 2; end++)
            *rounding = larger(
                *rounding, rounding_of_end(ends[k][end], boxes[k].unit, quantity != LEVEL));
    }
    for (int k = 0; k < all->unknowns; k++)
        if (!boxes[k].is_known) boxes[k].unit = largest > 0.0 ? largest : 1.0;
    return boxes;
}

/* An identity as a line of the boxes' unknowns, of the order of one. Exact boxes are constants. It
 * has no coefficient if all are exact: then the constant is zero if the identity holds. */
static int identity_line(const Structure *all, int identity, const Box *boxes, double *line) {
    Sum constant = {.parts = 0};
    double largest = 0.0, products = 0.0;
    for (int k = 0; k <= all->unknowns; k++) line[k] = 0.0;
    for (int term = all->start[identity]; term < all->start[identity + 1]; term++) {
        const Box *box = &boxes[all->column[term]];
        double value = all->by[term] * box->anchor;
        add(&constant, value);
        products += absolute(value);
        if (!box->is_exact) line[all->column[term]] += all->by[term] * box->unit;
    }
    for (int k = 0; k < all->unknowns; k++) largest = larger(largest, absolute(line[k]));
    line[all->unknowns] = rounded(&constant);
    if (largest == 0.0 && absolute(line[all->unknowns]) <= ROUNDING_TOLERANCE * products)
        line[all->unknowns] = 0.0;
    for (int k = 0; k <= all->unknowns && largest > 0.0; k++) line[k] /= largest;
    return largest > 0.0;
}

/* The least growth over the space that sums allow; subsets are `lines`. */
static Outcome grow(
    const Structure *all, const Box *boxes, const Space *space, const double *lines, int subsets,
    double *least) {
    int width = space->free, rows = subsets;
    Region region = new_region(subsets + 2 * all->unknowns, width);
    double *growth = TAKE(region.rows, double), *step = TAKE(width, double);
    double *point = TAKE(all->unknowns, double);
    for (int k = 0; k < all->unknowns; k++) point[k] = 0.0;
    complete(space, point);
    for (int phase = 0; phase < 2; phase++) {
        /* First the subsets alone; where they hold, all boxes grow. */
        double worst = 0.0;
        for (int i = 0; i < subsets; i++) {
            const double *values = lines + i * (all->unknowns + 1);
            double *line = region.line + i * (width + 1);
            for (int f = 0; f <= width; f++) line[f] = 0.0;
            line[width] = values[all->unknowns];
            for (int k = 0; k < all->unknowns; k++) {
                if (values[k] == 0.0) continue;
                for (int f = 0; f < width; f++)
                    line[f] += values[k] * space->basis[k * width + f];
                line[width] += values[k] * point[k];
            }
            region.tolerance[i] = FEASIBILITY_TOLERANCE;
            growth[i] = phase ? 0.0 : 1.0;
            worst = larger(worst, -line[width]);
        }
        region.rows = subsets;
        if (phase || worst == 0.0) continue;
        if (least_violation(&region, growth, 0.0, least, 0, step) != OPTIMAL) return UNPROVEN;
        if (*least > FEASIBILITY_TOLERANCE) {
            *least = INFINITY;
            return OPTIMAL;
        }
        move(space, point, step);
    }
    for (int k = 0; k < all->unknowns; k++) {
        for (int end = 0; end < 2; end++) {
            double limit = end ? boxes[k].upper : boxes[k].lower, sign = end ? -1.0 : 1.0;
            if (!boxes[k].is_known || boxes[k].is_exact || !is_finite(limit)) continue;
            double *line = region.line + rows * (width + 1);
            for (int f = 0; f < width; f++) line[f] = sign * space->basis[k * width + f];
            line[width] = sign * (point[k] - (limit - boxes[k].anchor) / boxes[k].unit);
            region.tolerance[rows] = FEASIBILITY_TOLERANCE;
            growth[rows++] = 1.0;
        }
    }
    region.rows = rows;
    return least_violation(&region, growth, 0.0, least, 0, step);
}

/* The half-widths by which all boxes of a quantity must grow until the identities can hold. */
Outcome quantity_growth(
    const Structure *all, const double (*ends)[2], int quantity, double *found) {
    int width = all->unknowns + 1, sums = 0, subsets = 0;
    double rounding;
    Box *boxes = boxes_of(all, ends, quantity, &rounding);
    double *equal = TAKE((all->identities + 1) * width, double);
    double *least = TAKE((all->identities + 1) * width, double);
    for (int i = 0; i < all->identities; i++) {
        if (all->quantity[all->column[all->start[i]]] != quantity) continue;
        double *line = all->is_sum[i] ? equal + sums * width : least + subsets * width;
        if (identity_line(all, i, boxes, line)) {
            sums += all->is_sum[i];
            subsets += !all->is_sum[i];
        } else if (line[all->unknowns] < 0.0 || (all->is_sum[i] && line[all->unknowns] > 0.0)) {
            *found = INFINITY;
            return OPTIMAL;
        }
    }
    Space space;
    Elimination elimination = eliminate(equal, sums, all->unknowns, &space);
    if (elimination == NEARLY_DEPENDENT) return UNPROVEN;
    *found = INFINITY;
    if (elimination == INCONSISTENT) return OPTIMAL;
    Outcome outcome = grow(all, boxes, &space, least, subsets, found);
    *found = larger(*found - rounding, 0.0);
    return outcome;
}

/* Whether the values of a point lie in all boxes of a quantity. */
static int is_inside(
    const Problem *problem, const double (*ends)[2], int quantity, const double *point) {
    const Structure *all = problem->structure;
    for (int k = 0; k < all->unknowns; k++) {
        if (all->quantity[k] != quantity || ends[k][0] != ends[k][0]) continue;
        double value = problem->anchor[k] + problem->unit[k] * point[k];
        if (!(ends[k][0] <= value && value <= ends[k][1])) return 0;
    }
    return 1;
}

/* For each model, at the half interval and where that fails at the wide one: how much its boxes
 * must grow. A quantity whose boxes contain the witness, a point at which the identities hold,
 * needs no programme. Whether all is proven. */
int find_growths(const Problem *problem, const double *witness, double *growth) {
    const Structure *all = problem->structure;
    const double(*ends)[2] = (const double(*)[2])problem->intervals->boxes;
    for (int model = 0; model < MODELS; model++) {
        int is_wanted = 1;
        for (int reading = 0; reading < READINGS; reading++) {
            double worst = 0.0, found = 0.0;
            for (int quantity = 0; is_wanted && quantity < QUANTITIES; quantity++) {
                if (is_inside(problem, ends, quantity, witness)) continue;
                char *before = mark();
                if (quantity_growth(all, ends, quantity, &found) != OPTIMAL) return 0;
                worst = larger(worst, found);
                release(before);
            }
            *growth++ = is_wanted ? worst : NOT_A_NUMBER;
            is_wanted = worst > TOUCH_TOLERANCE;
            ends += all->unknowns;
        }
    }
    return 1;
}
