/* The minimum and maximum of quantities over the points that a problem's figures allow: of each
 * unknown, of each contribution to growth, and of each figure without the figure itself.
 */
#include "kernel.h"

/* A coefficient counts as at least this fraction of the constant of its row. */
#define COEFFICIENT_FLOOR 1e-15
/* A bound counts as zero below this fraction of the quantity: the error of a solver's zero. */
#define ZERO_TOLERANCE 1e-7
/* A minimum lower than this is none: doubles have no units beyond it, and what seems to bound it is
 * a coefficient's rounding error. */
#define LEAST_MINIMUM -9007199254740992.0 /* -2^53 */

/* A linear form, or the ratio of two: offset + factor × numerator / denominator, with coefficients
 * of the order of one. Its figure's two rows, from `relaxed` on, need not hold. */
typedef struct {
    Form numerator, denominator;
    int is_ratio, relaxed;
    double offset, factor;
} Objective;

static Form times(const Form *form, double factor) {
    return plus(&(Form){.terms = 0}, factor, form);
}

static Objective form_objective(Form form, int relaxed) {
    double unit = larger(largest_value(&form), absolute(form.constant) * COEFFICIENT_FLOOR);
    double offset = form.constant;
    form.constant = 0.0;
    return (Objective){times(&form, 1 / unit), {.terms = 0}, 0, relaxed, offset, unit};
}

static Objective ratio_objective(Form above, const Form *below, int sign, double size, int relaxed) {
    double offset = below->constant != 0.0 ? above.constant / below->constant : 0.0;
    Form form = plus(&above, -offset, below);
    Sum constant = {.parts = 0};
    add(&constant, above.constant);
    add_product(&constant, -offset, below->constant);
    form.constant = rounded(&constant);
    double unit = larger(largest_value(&form), absolute(form.constant));
    if (unit == 0.0) unit = 1.0;
    return (Objective){
        times(&form, sign / unit), times(below, sign / size), 1, relaxed, offset, unit / size};
}

/* A region around a point, and a dictionary of it from which all objectives start. */
typedef struct {
    const Problem *problem;
    const Space *space;
    const double *point;
    Region region;
    Dictionary start;
    int is_feasible;
} Place;

/* The points that all figures allow within θ half-widths, around one of them. */
static Place place_at(
    const Problem *problem, const Space *space, const double *point, double theta) {
    int rows = figure_row_count(problem) + fixed_row_count(problem);
    Place place = {.problem = problem, .space = space, .point = point};
    place.region = new_region(rows, space->free);
    figure_rows(problem, space, point, theta, 0, &place.region, 0);
    fixed_rows(problem, space, point, &place.region);
    place.start = dictionary_of(&place.region);
    place.is_feasible = 1;
    for (int i = 0; i < rows; i++) {
        double value = place.region.line[i * (space->free + 1) + space->free];
        place.is_feasible &= value >= -place.region.tolerance[i];
    }
    if (place.is_feasible) reach_vertex(&place.start);
    return place;
}

/* Both ends of an objective at a place that is feasible; whether they are proven. */
static int both_ends(const Place *place, const Objective *objective, double *ends) {
    char *before = mark();
    int width = place->space->free, is_proven = 1;
    double *above = TAKE(width + 1, double), *below = TAKE(width + 1, double);
    double found[2] = {0.0, 0.0};
    project(place->space, &objective->denominator, place->point, 1.0, below);
    for (int end = 0; end < 2 && is_proven; end++) {
        double direction = end ? -1.0 : 1.0, minimum = 0.0;
        project(place->space, &objective->numerator, place->point, direction, above);
        Outcome outcome = minimize(
            &place->region, &place->start, above, objective->is_ratio ? below : 0,
            objective->relaxed, &minimum, 0, 0);
        is_proven = outcome != UNPROVEN;
        if (minimum < LEAST_MINIMUM) minimum = -INFINITY;
        found[end] = objective->offset + objective->factor * direction * minimum;
    }
    /* Rounding may exchange the ends of a single value. */
    ends[0] = smaller(found[0], found[1]);
    ends[1] = larger(found[0], found[1]);
    release(before);
    return is_proven;
}

/* The same around a point that all rows allow but two, from `relaxed` on: found from one that they
 * may not allow. It is not feasible where these rows exclude each other. Whether that is proven. */
static int place_near(
    const Problem *problem, const Space *space, const double *point, double theta, int relaxed,
    Place *place) {
    int unknowns = problem->structure->unknowns;
    *place = place_at(problem, space, point, theta);
    double *growth = TAKE(place->region.rows, double), *step = TAKE(space->free, double);
    double *nearer = TAKE(unknowns, double), violation;
    for (int i = 0; i < place->region.rows; i++)
        growth[i] = i == relaxed || i == relaxed + 1 ? -1.0 : 1.0;
    place->is_feasible = 0;
    if (least_violation(&place->region, growth, 0.0, &violation, 0, step) != OPTIMAL) return 0;
    if (violation > FEASIBILITY_TOLERANCE) return 1;
    for (int k = 0; k < unknowns; k++) nearer[k] = point[k];
    move(space, nearer, step);
    *place = place_at(problem, space, nearer, theta);
    place->start = dictionary_of(&place->region);
    place->is_feasible = 1;
    return 1;
}

/* Both ends where no point is known at which all other rows hold: one is found first. They are NaN
 * where the other rows exclude each other. */
static int ends_within(
    const Problem *problem, const Space *space, const double *point, double theta,
    const Objective *objective, double *ends) {
    char *before = mark();
    Place place;
    ends[0] = ends[1] = NOT_A_NUMBER;
    int is_proven = place_near(problem, space, point, theta, objective->relaxed, &place);
    if (place.is_feasible) is_proven = both_ends(&place, objective, ends);
    release(before);
    return is_proven;
}

/* The same; where the other rows exclude each other, rounding in doubles may have parted intervals
 * that touch. */
static int ends_without(
    const Problem *problem, const Space *space, const double *point, double theta,
    const Objective *objective, double *ends) {
    int is_proven = ends_within(problem, space, point, theta, objective, ends);
    double touching = 1 + tolerance(problem);
    if (is_proven && ends[0] != ends[0] && theta < touching)
        is_proven = ends_within(problem, space, point, touching, objective, ends);
    return is_proven;
}

/* Bounds where one at zero, which only states the sign of the quantity, becomes infinite. `size` is
 * the size of the quantity. A quantity that can only be zero keeps both. */
static void without_signs(double *ends, double size) {
    int is_lower = absolute(ends[0]) <= ZERO_TOLERANCE * size;
    int is_upper = absolute(ends[1]) <= ZERO_TOLERANCE * size;
    if (is_lower && is_upper) {
        ends[0] = ends[1] = 0.0;
    } else {
        if (is_lower) ends[0] = -INFINITY;
        if (is_upper) ends[1] = INFINITY;
    }
}

/* Infinite bounds where they exclude the printed number although all figures hold together: all
 * figures then hold because a base may be zero, and any percentage of zero is zero. */
static void without_zero_base(const Figure *figure, double last_place, double *ends) {
    double half_width = figure->printed_half_width;
    double reach = half_width + RELAXATION * larger(half_width, last_place) +
                   ROUNDING_TOLERANCE * absolute(figure->middle);
    if (ends[0] > figure->middle + reach || ends[1] < figure->middle - reach) {
        ends[0] = -INFINITY;
        ends[1] = INFINITY;
    }
}

static int unknown_ends(const Place *place, Answers *answers) {
    const Problem *problem = place->problem;
    double one = 1.0;
    for (int k = 0; problem->structure->has_scale && k < problem->structure->unknowns; k++) {
        Objective objective = form_objective(form_of(problem, &k, &one, 1), NO_ROW);
        if (!both_ends(place, &objective, answers->bounds[k])) return 0;
        without_signs(answers->bounds[k], problem->size[k]);
    }
    return 1;
}

static int contribution_ends(const Place *place, Answers *answers) {
    const Problem *problem = place->problem;
    for (int i = 0; i < problem->structure->contributions; i++) {
        const Contribution *one = &problem->structure->contribution[i];
        double by = problem->structure->contribution_by[i], coefficients[2] = {by, -by};
        int columns[2] = {one->part, one->prior}, sign = one->sign;
        if (sign == SIGN_OF_TOTAL) sign = problem->anchor[one->total] < 0.0 ? -1 : 1;
        double unit = 1.0;
        Form below = form_of(problem, &one->base, &unit, 1);
        Form above = form_of(problem, columns, coefficients, 2);
        Objective objective =
            ratio_objective(above, &below, sign, problem->size[one->base], NO_ROW);
        if (!both_ends(place, &objective, answers->contributions[i])) return 0;
    }
    return 1;
}

/* The objective of a figure; an exact one has no rows to relax. */
static Objective figure_objective(const Problem *problem, int i) {
    const Figure *figure = &problem->figure[i];
    int relaxed = figure->row == NONE ? NO_ROW : figure->row;
    if (!figure->denominator.terms) return form_objective(figure->numerator, relaxed);
    double size = problem->size[problem->structure->denominator[i]];
    return ratio_objective(figure->numerator, &figure->denominator, figure->sign, size, relaxed);
}

/* What the others leave an exact figure, whose equality has been eliminated: without it. */
static int exact_ends(
    const Problem *problem, int i, const double *best, double theta, double *ends) {
    char *before = mark();
    Space space;
    if (equalities_of(problem, i, &space) != ELIMINATED) return 0;
    double *point = TAKE(space.unknowns, double);
    for (int k = 0; k < space.unknowns; k++) point[k] = best[k];
    complete(&space, point);
    Objective objective = figure_objective(problem, i);
    int is_proven = ends_without(problem, &space, point, theta, &objective, ends);
    release(before);
    return is_proven;
}

/* The size of what a figure states: of a level, that of its unknown. */
static double size_of(const Figure *figure) {
    if (figure->denominator.terms) return absolute(figure->middle) + figure->printed_half_width;
    return absolute(figure->numerator.constant) + largest_value(&figure->numerator);
}

/* What some figures leave another one, measured from what they imply: NO, and NaN, where they
 * exclude each other. */
Answer ends_left(
    const Structure *all, const Intervals *intervals, const int *is_kept, int figure, double *ends) {
    char *before = mark();
    Problem problem = new_problem(all, intervals);
    Space space;
    Answer answer = UNANSWERED;
    ends[0] = ends[1] = NOT_A_NUMBER;
    pose(&problem, is_kept);
    leave_out(&problem, is_kept);
    Elimination elimination = equalities_of(&problem, NONE, &space);
    if (elimination == INCONSISTENT) answer = NO;
    if (elimination == ELIMINATED) {
        const Figure *one = &problem.figure[figure];
        double *point = TAKE(all->unknowns, double);
        Objective objective = figure_objective(&problem, figure);
        for (int k = 0; k < all->unknowns; k++) point[k] = 0.0;
        complete(&space, point);
        if (ends_without(&problem, &space, point, 1.0, &objective, ends))
            answer = ends[0] == ends[0] ? YES : NO;
        /* Differences may be zero: their zero states no sign. */
        if (answer == YES && all->numerator[figure][1] == NONE) without_signs(ends, size_of(one));
    }
    release(before);
    return answer;
}

/* What all other figures leave each figure of a problem that does not hold; whether it is proven. */
static int ends_of_each(const Problem *problem, Answers *answers) {
    const Structure *all = problem->structure;
    int *is_kept = TAKE(all->figures, int);
    for (int i = 0; i < all->figures; i++) is_kept[i] = 1;
    for (int i = 0; i < all->figures; i++) {
        double *ends = answers->feasibilities[i];
        ends[0] = ends[1] = NOT_A_NUMBER;
        if (problem->figure[i].sign == 0) continue;
        is_kept[i] = 0;
        if (ends_left(all, problem->intervals, is_kept, i, ends) == UNANSWERED) return 0;
        is_kept[i] = 1;
    }
    return 1;
}

/* Both ends of a figure of a problem that holds: as printed, or within θ half-widths where these
 * leave no room. */
static int ends_of_figure(
    const Place *place, const double *best, double theta, const Objective *objective,
    double *ends) {
    if (place->is_feasible && both_ends(place, objective, ends)) return 1;
    if (ends_within(place->problem, place->space, best, 1.0, objective, ends) &&
        ends[0] == ends[0])
        return 1;
    return ends_without(place->problem, place->space, best, theta, objective, ends);
}

/* What all other figures leave each figure of a problem that holds; whether it is proven. */
static int figure_ends(
    const Place *place, const double *best, double theta, Answers *answers) {
    const Problem *problem = place->problem;
    for (int i = 0; i < problem->structure->figures; i++) {
        const Figure *figure = &problem->figure[i];
        double *ends = answers->feasibilities[i];
        ends[0] = ends[1] = NOT_A_NUMBER;
        if (figure->sign == 0) continue;
        Objective objective = figure_objective(problem, i);
        int is_proven = figure->is_exact
                            ? exact_ends(problem, i, best, theta, ends)
                            : ends_of_figure(place, best, theta, &objective, ends);
        if (!is_proven) return 0;
        /* Differences may be zero: their zero states no sign. */
        if (problem->structure->numerator[i][1] == NONE) without_signs(ends, size_of(figure));
        without_zero_base(figure, problem->intervals->last_place[i], ends);
    }
    return 1;
}

/* All ends of a problem of known severity, and its best point, which needs a known θ; whether they
 * are proven. Bounds and contributions are NaN where it does not hold. */
int find_ends(
    const Problem *problem, const Space *space, double severity, const double *best,
    double needed, Answers *answers) {
    const Structure *all = problem->structure;
    int has_room = severity <= 1 - RELAXATION, holds = severity <= 1 + TOUCH_TOLERANCE;
    for (int k = 0; k < all->unknowns; k++)
        answers->bounds[k][0] = answers->bounds[k][1] = NOT_A_NUMBER;
    for (int i = 0; i < all->contributions; i++)
        answers->contributions[i][0] = answers->contributions[i][1] = NOT_A_NUMBER;
    if (!holds) return ends_of_each(problem, answers);
    double theta = has_room ? 1.0 : larger(1 + TOUCH_TOLERANCE, needed);
    Place place = place_at(problem, space, best, 1.0);
    if (!figure_ends(&place, best, theta, answers)) return 0;
    if (!has_room) place_near(problem, space, best, 1.0, NO_ROW, &place);
    if (place.is_feasible && unknown_ends(&place, answers) && contribution_ends(&place, answers))
        return 1;
    /* Intervals that only just hold may leave a solver no room. */
    if (!has_room) place = place_at(problem, space, best, larger(theta, 1 + RELAXATION));
    return !has_room && place.is_feasible && unknown_ends(&place, answers) &&
           contribution_ends(&place, answers);
}
