/* A linear programme solved, with a proof from the original rows.
 *
 * At the vertex that the pivots reached, all rows are evaluated again, and every reduced cost. What
 * is not proven so is left to HiGHS.
 */
#include "kernel.h"

/* A reduced cost counts as zero below this fraction of the absolute products summed to obtain it.
 * An absolute tolerance would prove nothing: a row may lie so far away that even the smallest
 * reduced cost changes the minimum. */
#define CANCELLATION_TOLERANCE 1e-14
/* The largest TAU: the denominator of a farther point cannot be distinguished from zero. */
#define TAU_LIMIT 1e9
/* What is less than this fraction of a ray, or of the fall along it, is none. */
#define RAY_TOLERANCE 1e-13
/* How often a walk goes on from a dictionary that is built anew where the proof fails. */
#define ROUNDS 4

/* The sum of products, and the sum of their absolute values. */
typedef struct {
    double value, size;
} Product;

static Product product(const double *one, const double *other, int count) {
    Product found = {0.0, 0.0};
    for (int k = 0; k < count; k++) {
        double term = one[k] * other[k];
        found.value += term;
        found.size += absolute(term);
    }
    return found;
}

/* A sum in twice the precision of doubles: Ogita, Rump and Oishi, Accurate Sum and Dot Product, SIAM
 * Journal on Scientific Computing 26, 2005. */
typedef struct {
    double sum, rest;
} Accurate;

static void subtract_product(Accurate *from, double one, double other) {
    double term = -one * other, sum = from->sum + term, added = sum - from->sum;
    from->rest += (from->sum - (sum - added)) + (term - added) - lost_of(one, other);
    from->sum = sum;
}

/* The columns of the inverse of a matrix, by Gauss and Jordan with partial pivoting, each as a line
 * of `inverse`; whether there is one. The matrix is overwritten. */
static int invert(double *matrix, double *inverse, int size) {
    char *before = mark();
    int *of = TAKE(size, int);
    for (int k = 0; k < size; k++) of[k] = k;
    /* In place: after step k, column k of the matrix holds one of the inverse. */
    for (int k = 0; k < size; k++) {
        int row = k;
        for (int i = k + 1; i < size; i++)
            if (absolute(matrix[i * size + k]) > absolute(matrix[row * size + k])) row = i;
        double *line = matrix + k * size, *other = matrix + row * size;
        if (row != k) {
            for (int j = 0; j < size; j++) {
                double value = line[j];
                line[j] = other[j];
                other[j] = value;
            }
            int place = of[k];
            of[k] = of[row];
            of[row] = place;
        }
        if (line[k] == 0.0) return 0;
        double by = 1.0 / line[k];
        line[k] = 1.0;
        for (int j = 0; j < size; j++) line[j] *= by;
        for (int i = 0; i < size; i++) {
            double *rest = matrix + i * size, factor = rest[k];
            if (i == k || factor == 0.0) continue;
            rest[k] = 0.0;
            for (int j = 0; j < size; j++) rest[j] -= factor * line[j];
        }
    }
    for (int k = 0; k < size; k++)
        for (int i = 0; i < size; i++) inverse[of[k] * size + i] = matrix[i * size + k];
    release(before);
    return 1;
}

/* The lines that are zero at a dictionary's vertex, then the denominator, which is one there. */
static void active_lines(
    const Region *region, const Dictionary *dictionary, const double *denominator,
    double *lines) {
    int size = region->width + 1;
    for (int j = 0; j < size; j++) {
        int variable = j < region->width ? dictionary->nonbasic[j] : TAU;
        const double *line = j == region->width ? denominator : 0;
        if (variable >= 0) line = region->line + variable * size;
        int one = variable == TAU ? region->width : FIRST_UNKNOWN - variable;
        for (int k = 0; k < size; k++) lines[j * size + k] = line ? line[k] : k == one;
    }
}

/* A matrix, and its inverse by columns: `columns[j]` is the point at which line j is one and the
 * others are zero. */
typedef struct {
    int size;
    double *lines, *columns;
} Basis;

/* Correct the point at which line j is `value`, and the others are zero. */
static void refine_point(const Basis *basis, int j, double value, double *point) {
    char *before = mark();
    int size = basis->size;
    double *missing = TAKE(size, double);
    for (int i = 0; i < size; i++) {
        Accurate residual = {i == j ? value : 0.0, 0.0};
        for (int k = 0; k < size; k++)
            subtract_product(&residual, basis->lines[i * size + k], point[k]);
        missing[i] = residual.sum + residual.rest;
    }
    for (int i = 0; i < size; i++)
        for (int k = 0; k < size; k++) point[k] += missing[i] * basis->columns[i * size + k];
    release(before);
}

/* The multipliers with which the lines add up to `line`, computed and corrected. */
static void multipliers_of(const Basis *basis, const double *line, double *multipliers) {
    char *before = mark();
    int size = basis->size;
    double *missing = TAKE(size, double);
    for (int k = 0; k < size; k++) {
        missing[k] = line[k];
        multipliers[k] = 0.0;
    }
    for (int round = 0; round < 2; round++) {
        for (int j = 0; j < size; j++)
            multipliers[j] += product(missing, basis->columns + j * size, size).value;
        for (int k = 0; k < size; k++) {
            Accurate residual = {line[k], 0.0};
            for (int j = 0; j < size; j++)
                subtract_product(&residual, basis->lines[j * size + k], multipliers[j]);
            missing[k] = residual.sum + residual.rest;
        }
    }
    for (int j = 0; j < size; j++)
        multipliers[j] += product(missing, basis->columns + j * size, size).value;
    release(before);
}

/* Whether all rows hold at a point in homogeneous coordinates, and those of a vertex with equality. */
static int is_feasible(
    const Region *region, const Dictionary *dictionary, const double *point) {
    char *before = mark();
    int size = region->width + 1, holds = 1;
    double tau = point[region->width];
    char *is_active = TAKE(region->rows, char);
    for (int i = 0; i < region->rows; i++) is_active[i] = 0;
    for (int j = 0; j < region->width; j++)
        if (dictionary->nonbasic[j] >= 0) is_active[dictionary->nonbasic[j]] = 1;
    for (int i = 0; i < region->rows && holds; i++) {
        Product slack = product(region->line + i * size, point, size);
        double tolerance = region->tolerance[i] * tau + ROUNDING_TOLERANCE * slack.size;
        if (is_active[i]) holds = absolute(slack.value) <= tolerance;
        else holds = slack.value >= -tolerance || is_free(dictionary, i);
    }
    release(before);
    return holds;
}

/* Whether a form falls along a ray that stays within all rows. Both are measured by each other: the
 * form falls by more than the rounding errors of the ray, and no row falls so much with it that it
 * is reached before the ends that doubles resolve. */
static int is_ray(
    const Region *region, const Dictionary *dictionary, const double *form, const double *ray) {
    int size = region->width + 1;
    Product fall = product(form, ray, size);
    double longest = 0.0;
    for (int k = 0; k < size; k++) longest = larger(longest, absolute(ray[k]));
    if (fall.value >= -RAY_TOLERANCE * longest || ray[region->width] < 0.0) return 0;
    if (fall.value >= -CANCELLATION_TOLERANCE * fall.size) return 0;
    for (int i = 0; i < region->rows; i++) {
        double slope = product(region->line + i * size, ray, size).value;
        if (slope < RAY_TOLERANCE * fall.value && !is_free(dictionary, i)) return 0;
    }
    return 1;
}

/* Whether no reduced cost is negative. `slope` is the numerator - minimum × denominator. `error` is
 * that of the minimum: of each row that is zero there, the rounding times its reduced cost. */
static int is_optimal(
    const Dictionary *dictionary, const Basis *basis, const double *slope, double *error) {
    char *before = mark();
    const double *vertex = basis->columns + (basis->size - 1) * basis->size;
    int size = basis->size, holds = 1;
    double *costs = TAKE(size, double), *products = TAKE(size, double), largest = 0.0;
    multipliers_of(basis, slope, costs);
    for (int j = 0; j < size - 1; j++) {
        products[j] = product(slope, basis->columns + j * size, size).size;
        largest = larger(largest, products[j]);
    }
    *error = 0.0;
    for (int j = 0; j < size - 1; j++) {
        double cost = costs[j];
        *error += absolute(cost) * ROUNDING_TOLERANCE *
                  product(basis->lines + j * size, vertex, size).size;
        if (cost > 0.0 && is_free(dictionary, dictionary->nonbasic[j])) cost = -cost;
        holds &= cost >= -CANCELLATION_TOLERANCE * products[j] - ROUNDING_TOLERANCE * largest;
    }
    release(before);
    return holds;
}

/* The basis of a dictionary's vertex, and the vertex itself; whether there is one. */
static int basis_of(
    const Region *region, const Dictionary *dictionary, const double *denominator, Basis *basis) {
    int size = region->width + 1, last = region->width;
    *basis = (Basis){size, TAKE(size * size, double), TAKE(size * size, double)};
    active_lines(region, dictionary, denominator, basis->lines);
    char *before = mark();
    double *scratch = TAKE(size * size, double);
    for (int k = 0; k < size * size; k++) scratch[k] = basis->lines[k];
    int is_regular = invert(scratch, basis->columns, size);
    if (is_regular) refine_point(basis, last, 1.0, basis->columns + last * size);
    release(before);
    return is_regular;
}

/* What is proven at the vertex, or along the ray, at which a walk ended. */
static Outcome proven(
    const Region *region, const Dictionary *dictionary, const Basis *basis, Walk end,
    const double *numerator, const double *denominator, double *minimum, double *error) {
    int size = region->width + 1, last = region->width;
    const double *vertex = basis->columns + last * size;
    double tau = vertex[last], *slope = TAKE(size, double);
    if (tau < 0.0 || tau > TAU_LIMIT) return UNPROVEN;
    if (!is_feasible(region, dictionary, vertex)) return UNPROVEN;
    if (end.outcome == UNBOUNDED) {
        double *ray = slope;
        for (int k = 0; k < size; k++)
            ray[k] = basis->columns[end.column * size + k] * end.direction;
        refine_point(basis, end.column, end.direction, ray);
        if (!is_ray(region, dictionary, numerator, ray)) return UNPROVEN;
        *minimum = -INFINITY;
        return UNBOUNDED;
    }
    *minimum = product(numerator, vertex, size).value;
    *minimum /= product(denominator, vertex, size).value;
    for (int k = 0; k < size; k++) slope[k] = numerator[k] - *minimum * denominator[k];
    return is_optimal(dictionary, basis, slope, error) ? OPTIMAL : UNPROVEN;
}

/* The dictionary of a basis, without the rounding errors of the pivots that led to it. */
static void rebuild(
    const Region *region, const Basis *basis, const double *numerator, Dictionary *dictionary) {
    int size = basis->size, last = size - 1;
    for (int i = 0; i < dictionary->rows; i++) {
        int variable = dictionary->basic[i];
        int one = variable == TAU ? last : FIRST_UNKNOWN - variable;
        for (int j = 0; j < size; j++) {
            const double *column = basis->columns + j * size;
            dictionary->at[i * size + j] =
                variable < 0 ? column[one]
                             : product(region->line + variable * size, column, size).value;
        }
    }
    multipliers_of(basis, numerator, dictionary->at + dictionary->rows * size);
}

/* The minimum of numerator / denominator over a region, without the rows that are relaxed; and the
 * point that attains it, unless it is null. `start` is a dictionary of the region at a point that
 * it allows. */
static Outcome minimize_ratio(
    const Region *region, const Dictionary *start, const double *numerator,
    const double *denominator, int relaxed, double *minimum, double *error, double *point) {
    int size = region->width + 1, last = region->width;
    Dictionary dictionary = new_dictionary(start->rows, last);
    copy(start, &dictionary);
    dictionary.relaxed = relaxed;
    if (!normalize(&dictionary, denominator)) return UNPROVEN;
    express(&dictionary, numerator, dictionary.at + start->rows * size);
    for (int round = 0; round < ROUNDS; round++) {
        char *before = mark();
        Basis basis;
        /* The costs of a dictionary that is built anew have no errors but of the last digits. */
        Walk end = walk(&dictionary, round ? ROUNDING_TOLERANCE : REDUCED_COST_TOLERANCE);
        if (end.outcome == UNPROVEN) return UNPROVEN;
        if (!basis_of(region, &dictionary, denominator, &basis)) return UNPROVEN;
        Outcome outcome =
            proven(region, &dictionary, &basis, end, numerator, denominator, minimum, error);
        if (outcome != UNPROVEN) {
            const double *vertex = basis.columns + last * size;
            for (int k = 0; k < last && point; k++) point[k] = vertex[k] / vertex[last];
            return outcome;
        }
        rebuild(region, &basis, numerator, &dictionary);
        restore(&dictionary);
        release(before);
    }
    return UNPROVEN;
}

/* The minimum of a ratio, or of the numerator where the denominator is null. A ratio whose denominator
 * is nowhere positive is unbounded: it may be anything. */
Outcome minimize(
    const Region *region, const Dictionary *start, const double *numerator,
    const double *denominator, int relaxed, double *minimum, double *error, double *point) {
    char *before = mark();
    int size = region->width + 1;
    double *one = TAKE(size, double), *negative = TAKE(size, double), other, of_other;
    for (int k = 0; k < size; k++) one[k] = k == region->width;
    Outcome outcome = minimize_ratio(
        region, start, numerator, denominator ? denominator : one, relaxed, minimum,
        error ? error : &of_other, point);
    if (outcome == UNPROVEN && denominator) {
        for (int k = 0; k < size; k++) negative[k] = -denominator[k];
        Outcome least =
            minimize_ratio(region, start, negative, one, relaxed, &other, &of_other, 0);
        if (least == OPTIMAL && other >= -DENOMINATOR_TOLERANCE) {
            outcome = UNBOUNDED;
            *minimum = -INFINITY;
        }
    }
    release(before);
    return outcome;
}

/* The least t, at least `floor`, with which all rows hold where each has `growth` × t added; and
 * the point where they do. Rows with a negative growth are left out; the others that do not grow
 * must hold where the unknowns are zero. */
Outcome least_violation(
    const Region *region, const double *growth, double floor, double *least, double *error,
    double *point) {
    char *before = mark();
    int width = region->width, rows = 0;
    Region grown = new_region(region->rows + 1, width + 1);
    int worst = NONE;
    double most = floor;
    for (int i = 0; i < region->rows; i++) {
        if (growth[i] < 0.0) continue;
        const double *line = region->line + i * (width + 1);
        double *other = grown.line + rows * (width + 2);
        for (int k = 0; k < width; k++) other[k] = line[k];
        other[width] = growth[i];
        other[width + 1] = line[width];
        if (growth[i] > 0.0 && -line[width] / growth[i] > most) {
            most = -line[width] / growth[i];
            worst = rows;
        }
        grown.tolerance[rows++] = region->tolerance[i];
    }
    double *last = grown.line + rows * (width + 2);
    for (int k = 0; k < width; k++) last[k] = 0.0;
    last[width] = 1.0;
    last[width + 1] = -floor;
    grown.tolerance[rows] = FEASIBILITY_TOLERANCE;
    if (worst == NONE) worst = rows;
    grown.rows = rows + 1;
    Dictionary start = dictionary_of(&grown);
    pivot(&start, worst, width);
    double *growth_itself = TAKE(width + 2, double), *found = TAKE(width + 1, double);
    for (int k = 0; k < width + 2; k++) growth_itself[k] = k == width;
    Outcome outcome = minimize(&grown, &start, growth_itself, 0, NO_ROW, least, error, found);
    for (int k = 0; k < width; k++) point[k] = found[k];
    release(before);
    return outcome;
}
