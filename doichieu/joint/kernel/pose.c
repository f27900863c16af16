/* The figures and identities of a problem as linear forms of its scaled unknowns. */
#include "kernel.h"

/* A half-width is at least this fraction of the row's largest coefficient over its denominator: a
 * percentage without a level counts as one of six digits. */
#define HALF_WIDTH_FLOOR 1e-6
/* Doubles hold every whole number and every half of one below this. */
#define LARGEST_HALF 4503599627370496.0 /* 2^52 */

static void add_term(Form *form, int column, double value) {
    int place = 0;
    while (place < form->terms && form->column[place] != column) place++;
    if (place == form->terms) {
        form->column[form->terms++] = column;
        form->value[place] = 0.0;
    }
    form->value[place] += value;
}

/* Σ coefficient × unknown, as a form of the scaled unknowns. */
Form form_of(const Problem *problem, const int *columns, const double *coefficients, int terms) {
    Form form = {.terms = 0};
    Sum constant = {.parts = 0};
    for (int i = 0; i < terms; i++) {
        if (columns[i] == NONE) continue;
        add_term(&form, columns[i], coefficients[i] * problem->unit[columns[i]]);
        add_product(&constant, coefficients[i], problem->anchor[columns[i]]);
    }
    form.constant = rounded(&constant);
    return form;
}

/* The sum of a form and a multiple of another. */
Form plus(const Form *form, double factor, const Form *other) {
    Form sum = *form;
    for (int i = 0; i < other->terms; i++)
        add_term(&sum, other->column[i], factor * other->value[i]);
    sum.constant += factor * other->constant;
    return sum;
}

double value_at(const Form *form, const double *point) {
    double value = 0.0;
    for (int i = 0; i < form->terms; i++) value += form->value[i] * point[form->column[i]];
    return value + form->constant;
}

double largest_value(const Form *form) {
    double largest = 0.0;
    for (int i = 0; i < form->terms; i++) largest = larger(largest, absolute(form->value[i]));
    return largest;
}

/* The rounding error of a number in doubles. They hold a printed whole number and its ends, halves
 * of whole numbers, exactly; not so what was divided. */
double rounding_error(double value, int is_quotient) {
    int is_half = absolute(value) < LARGEST_HALF && 2 * value == __builtin_trunc(2 * value);
    return is_half && !is_quotient ? 0.0 : ROUNDING_TOLERANCE * absolute(value);
}

/* The rounding error of a figure, in half-widths. */
double rounding_of(const Figure *figure) {
    double size = absolute(figure->denominator.constant);
    if (size == 0.0) return 0.0;
    double error = rounding_error(figure->numerator.constant, figure->denominator.terms > 0);
    return error / (figure->half_width * larger(size, TOUCH_TOLERANCE));
}

/* Half of the distance from a double to the next larger one. */
static double half_ulp(double value) {
    union {
        double value;
        long long bits;
    } next = {.value = absolute(value)};
    next.bits++;
    return (next.value - absolute(value)) / 2;
}

/* The intervals of the figures; they precede the scale, which is computed from them. */
static void read_intervals(Problem *problem) {
    for (int i = 0; i < problem->structure->figures; i++) {
        Figure *figure = &problem->figure[i];
        double lower = problem->intervals->lower[i], upper = problem->intervals->upper[i];
        figure->middle = (lower + upper) / 2;
        figure->printed_half_width = (upper - lower) / 2;
        figure->is_exact = absolute(figure->printed_half_width) <= half_ulp(figure->middle);
    }
}

/* What a printed number leaves at the anchors, the middle taken from both ends: exact but for one
 * rounding, so that the ends of an interval are found to the last digit. */
static double deviation_constant(const Problem *problem, int i, double below) {
    const Structure *all = problem->structure;
    Sum constant = {.parts = 0};
    for (int term = 0; term < 2; term++)
        if (all->numerator[i][term] != NONE)
            add_product(
                &constant, all->coefficient[i][term], problem->anchor[all->numerator[i][term]]);
    add_product(&constant, -problem->intervals->lower[i] / 2, below);
    add_product(&constant, -problem->intervals->upper[i] / 2, below);
    return rounded(&constant);
}

static void pose_figure(Problem *problem, int i) {
    const Structure *all = problem->structure;
    Figure *figure = &problem->figure[i];
    double one = 1.0;
    figure->sign = all->sign[i];
    figure->numerator = form_of(problem, all->numerator[i], all->coefficient[i], 2);
    figure->denominator = form_of(problem, &all->denominator[i], &one, 1);
    if (all->denominator[i] == NONE) figure->denominator.constant = 1.0;
    figure->deviation = plus(&figure->numerator, -figure->middle, &figure->denominator);
    figure->deviation.constant = deviation_constant(problem, i, figure->denominator.constant);
    figure->denominator_size =
        larger(absolute(figure->denominator.constant), largest_value(&figure->denominator));
    /* Only a ratio whose numerator has no printed size can be printed more precisely than this. */
    double floor =
        HALF_WIDTH_FLOOR * largest_value(&figure->deviation) / figure->denominator_size;
    figure->half_width = larger(figure->printed_half_width, floor);
}

/* Whether all unknowns of an identity are printed as exact numbers. */
static int is_of_exact(const Problem *problem, int identity) {
    const Structure *all = problem->structure;
    for (int term = all->start[identity]; term < all->start[identity + 1]; term++) {
        int is_found = 0;
        for (int i = 0; i < all->figures && !is_found; i++)
            is_found = problem->figure[i].is_exact && all->denominator[i] == NONE &&
                       all->numerator[i][1] == NONE &&
                       all->numerator[i][0] == all->column[term];
        if (!is_found) return 0;
    }
    return 1;
}

/* Total - parts, divided by its largest coefficient. Between exact numbers, a constant within the
 * rounding error of doubles is zero. */
static void pose_identity(Problem *problem, int identity) {
    const Structure *all = problem->structure;
    Sum constant = {.parts = 0};
    double largest = 0.0, products = 0.0;
    for (int term = all->start[identity]; term < all->start[identity + 1]; term++) {
        int column = all->column[term];
        add_product(&constant, all->by[term], problem->anchor[column]);
        products += absolute(all->by[term] * problem->anchor[column]);
        problem->identity_value[term] = all->by[term] * problem->unit[column];
        largest = larger(largest, absolute(problem->identity_value[term]));
    }
    double whole = rounded(&constant);
    if (absolute(whole) <= ROUNDING_TOLERANCE * products && is_of_exact(problem, identity))
        whole = 0.0;
    for (int term = all->start[identity]; term < all->start[identity + 1]; term++)
        problem->identity_value[term] /= largest;
    problem->identity_constant[identity] = whole / largest;
}

/* Scale the unknowns, by the figures that are kept (null for all), and pose every figure and
 * identity. */
void pose(Problem *problem, const int *is_kept) {
    const Structure *all = problem->structure;
    read_intervals(problem);
    scale(problem, is_kept);
    for (int i = 0; i < all->figures; i++) pose_figure(problem, i);
    for (int i = 0; i < all->identities; i++) pose_identity(problem, i);
    int row = 0;
    for (int i = 0; i < all->figures; i++) {
        Figure *figure = &problem->figure[i];
        int has_rows = figure->sign != 0 && !figure->is_exact;
        figure->row = has_rows ? row : NONE;
        row += 2 * has_rows;
    }
}

/* Take the figures that are not kept out of a problem that is posed. */
void leave_out(Problem *problem, const int *is_kept) {
    int row = 0;
    for (int i = 0; i < problem->structure->figures; i++) {
        Figure *figure = &problem->figure[i];
        if (!is_kept[i]) {
            figure->is_exact = 0;
            figure->row = NONE;
        }
        if (figure->row == NONE) continue;
        figure->row = row;
        row += 2;
    }
}
