/* Model S: the smallest θ for which all figures hold, each within θ half-widths.
 *
 * Dinkelbach's method, extended to the maximum of several ratios by Crouzeix, Ferland and Schaible
 * (Journal of Optimization Theory and Applications 47, 1985): each step solves a linear programme
 * for a point that needs a smaller θ than the best one, with weights taken there. Its minimum also
 * proves whether the θ that was tried is feasible at all.
 */
#include "kernel.h"

/* In Dinkelbach's weights, and when a point is measured, a denominator counts as at least this
 * fraction of its usual size. */
#define WEIGHT_FLOOR 1e-3
#define DENOMINATOR_FLOOR 1e-9
/* A severity is found to this fraction of itself, or to the absolute tolerance. */
#define SEVERITY_TOLERANCE 1e-7
#define ABSOLUTE_TOLERANCE 1e-9
/* A larger severity is reported as infinite: no misprint of a digit or a mark reaches it, and
 * doubles cannot resolve it. */
#define SEVERITY_LIMIT 1e13
/* Steps end when one gains less than this. Then a slightly smaller θ is tried, which should be
 * infeasible; if it is not, the middle between the infeasible and the feasible, and so on. */
#define GAIN_LIMIT 1e-12
/* From then on, a step that gains less than this is no progress. */
#define LARGE_GAIN 1e-5
/* The next θ is at most this multiple of the largest infeasible one: the first points may need a θ
 * of any size. So many times the violation is added to θ first: it is enough where no denominator
 * changes. */
#define STRETCH_LIMIT 1e3
#define NEAR_STEPS 10
/* After so many steps only the middle is tried, and after so many the search is given up. */
#define DINKELBACH_STEP_LIMIT 25
#define STEP_LIMIT 80

/* How far a deviation may be from zero at a point: half-width × denominator. */
static double allowance(const Figure *figure, const double *point, double floor) {
    double below = figure->sign * value_at(&figure->denominator, point);
    return figure->half_width * larger(below, floor * figure->denominator_size);
}

/* Any positive weight is valid. This one is the allowance, unless a denominator is far from its
 * usual size. */
static double weight_at(const Figure *figure, const double *point) {
    double most = figure->half_width * figure->denominator_size / WEIGHT_FLOOR;
    return smaller(allowance(figure, point, WEIGHT_FLOOR), most);
}

/* Whether a figure's numerator and denominator are both zero at a point, as far as a row may be
 * violated: any percentage of zero is zero. */
static int is_zero_of_zero(const Figure *figure, const double *point) {
    double below = absolute(value_at(&figure->denominator, point));
    double deviation = absolute(value_at(&figure->deviation, point));
    return below <= DENOMINATOR_FLOOR * figure->denominator_size &&
           deviation <= FEASIBILITY_TOLERANCE * largest_value(&figure->deviation);
}

/* The θ that a point needs: its largest deviation from a middle, in half-widths. */
static double needed(const Problem *problem, const double *point) {
    double most = 0.0;
    for (int i = 0; i < problem->structure->figures; i++) {
        const Figure *figure = &problem->figure[i];
        if (figure->row == NONE || is_zero_of_zero(figure, point)) continue;
        double deviation = absolute(value_at(&figure->deviation, point));
        most = larger(most, deviation / allowance(figure, point, DENOMINATOR_FLOOR));
    }
    return most;
}

/* The point that lies furthest within θ half-widths, weighted as at the best point, or in the order
 * of the rows' own sizes where that is null; and the least violation there: θ is infeasible where it
 * is positive. `point` is where the search starts. */
Outcome nearest(
    const Problem *problem, const Space *space, double theta, const double *best, double *point,
    double *violation, double *error) {
    char *before = mark();
    int first_fixed = figure_row_count(problem);
    Region region = new_region(first_fixed + fixed_row_count(problem), space->free);
    double *weights = TAKE(problem->structure->figures, double);
    double *growth = TAKE(region.rows, double), *step = TAKE(space->free, double);
    for (int i = 0; i < problem->structure->figures; i++)
        weights[i] = best ? weight_at(&problem->figure[i], best) : 0.0;
    figure_rows(problem, space, point, theta, weights, &region, growth);
    fixed_rows(problem, space, point, &region);
    for (int i = first_fixed; i < region.rows; i++) growth[i] = 0.0;
    Outcome outcome = least_violation(&region, growth, -larger(theta, 1.0), violation, error, step);
    if (outcome == OPTIMAL) move(space, point, step);
    release(before);
    return outcome;
}

/* Move a point to one at which subsets and the signs of denominators hold. */
Outcome reach_fixed_rows(
    const Problem *problem, const Space *space, double *point, double *violation) {
    char *before = mark();
    Region region = new_region(fixed_row_count(problem), space->free);
    double *growth = TAKE(region.rows, double), *step = TAKE(space->free, double);
    Outcome outcome = OPTIMAL;
    *violation = 0.0;
    fixed_rows(problem, space, point, &region);
    for (int i = 0; i < region.rows; i++) {
        growth[i] = 1.0;
        *violation = larger(*violation, -region.line[i * (space->free + 1) + space->free]);
    }
    if (*violation > 0.0) {
        outcome = least_violation(&region, growth, 0.0, violation, 0, step);
        if (outcome == OPTIMAL) move(space, point, step);
    }
    release(before);
    return outcome;
}

/* How far θ may exceed one and still hold: touching, and rounding in doubles. */
double tolerance(const Problem *problem) {
    double rounding = 0.0;
    for (int i = 0; i < problem->structure->figures; i++)
        if (problem->figure[i].row != NONE)
            rounding = larger(rounding, rounding_of(&problem->figure[i]));
    return TOUCH_TOLERANCE + rounding;
}

/* Find the severity, infinite beyond SEVERITY_LIMIT, and the best point, with the θ that it needs;
 * whether all is proven. */
int find_severity(
    const Problem *problem, const Space *space, double *severity, double *best,
    double *need_of_best) {
    int unknowns = problem->structure->unknowns;
    double theta = 1.0, infeasible = 0.0, feasible = INFINITY, violation, error;
    double *start = TAKE(unknowns, double), *point = TAKE(unknowns, double);
    for (int k = 0; k < unknowns; k++) start[k] = 0.0;
    complete(space, start);
    if (reach_fixed_rows(problem, space, start, &violation) != OPTIMAL) return 0;
    for (int k = 0; k < unknowns; k++) best[k] = start[k];
    if (violation > FEASIBILITY_TOLERANCE) {
        *severity = *need_of_best = INFINITY;
        return 1;
    }
    enum { NEARING, PROBING, HALVING } way = NEARING;
    for (int step = 1; feasible > infeasible * (1 + SEVERITY_TOLERANCE) + ABSOLUTE_TOLERANCE;
         step++) {
        if (step > STEP_LIMIT) return 0;
        for (int k = 0; k < unknowns; k++) point[k] = start[k];
        const double *weighted = way == HALVING ? 0 : best;
        if (nearest(problem, space, theta, weighted, point, &violation, &error) != OPTIMAL)
            return 0;
        double need = needed(problem, point);
        double gain = feasible < INFINITY ? 1 - need / feasible : 1.0;
        /* All denominators may be zero at the point: it holds within θ, whatever it needs. */
        if (violation <= FEASIBILITY_TOLERANCE + error) need = smaller(need, theta);
        else infeasible = larger(infeasible, theta);
        if (infeasible >= SEVERITY_LIMIT) break;
        if (need < feasible) {
            feasible = need;
            for (int k = 0; k < unknowns; k++) best[k] = point[k];
        }
        double farthest = STRETCH_LIMIT * larger(infeasible, 1.0);
        double above = theta * (1 + SEVERITY_TOLERANCE) + ABSOLUTE_TOLERANCE;
        double below = feasible * (1 - SEVERITY_TOLERANCE / 2) - ABSOLUTE_TOLERANCE / 2;
        if (gain > LARGE_GAIN) way = NEARING;
        else if (way == PROBING || step > DINKELBACH_STEP_LIMIT) way = HALVING;
        else if (way == NEARING && gain <= GAIN_LIMIT) way = PROBING;
        if (feasible > farthest)
            theta = step <= NEAR_STEPS ? larger(theta + violation, above) : farthest;
        else if (way == HALVING) theta = (infeasible + feasible) / 2;
        else theta = way == PROBING ? larger(below, 0.0) : feasible;
    }
    if (infeasible >= SEVERITY_LIMIT) feasible = INFINITY;
    *need_of_best = feasible;
    *severity = feasible <= 1 + tolerance(problem) ? smaller(feasible, 1.0) : feasible;
    return 1;
}
