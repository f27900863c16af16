/* Questions about some of a problem's figures, those that are kept.
 *
 * Scale, identities and the signs of denominators are those of all figures: a set of figures holds
 * if a larger one does. What a set leaves another figure is measured by the scale of the set itself.
 */
#include "kernel.h"

#define EXPORT(name) __attribute__((export_name(#name)))

/* Whether all figures that are left can hold, each within θ half-widths. */
static Answer can_hold(const Problem *problem, const Space *space, double theta, double *point) {
    double violation, error;
    if (reach_fixed_rows(problem, space, point, &violation) != OPTIMAL) return UNANSWERED;
    if (violation > FEASIBILITY_TOLERANCE) return NO;
    double *anchors = TAKE(space->unknowns, double);
    for (int k = 0; k < space->unknowns; k++) anchors[k] = 0.0;
    if (nearest(problem, space, theta, anchors, point, &violation, &error) != OPTIMAL)
        return UNANSWERED;
    return violation <= FEASIBILITY_TOLERANCE + error ? YES : NO;
}

/* Whether the kept figures can hold at once. */
static Answer ask(const Structure *all, const Intervals *intervals, const int *is_kept) {
    char *before = mark();
    Problem problem = new_problem(all, intervals);
    double *point = TAKE(all->unknowns, double);
    Space space;
    Answer answer;
    pose(&problem, 0);
    double theta = 1 + tolerance(&problem);
    leave_out(&problem, is_kept);
    Elimination elimination = equalities_of(&problem, NONE, &space);
    if (elimination == ELIMINATED) {
        for (int k = 0; k < all->unknowns; k++) point[k] = 0.0;
        complete(&space, point);
        answer = can_hold(&problem, &space, theta, point);
    } else {
        answer = elimination == INCONSISTENT ? NO : UNANSWERED;
    }
    release(before);
    return answer;
}

/* A question about sets of figures of one problem, or each of a problem of its own. */
typedef struct {
    const Structure *structure;
    const Intervals *group;
    int is_one_problem, sets;
    int *is_kept;
    const int *figure; /* one a set, or those to grow by */
    Answer *answers;
    double (*ends)[2];
} Question;

/* Whether each set of figures holds. */
EXPORT(hold)
void hold(const Question *of, char *first) {
    begin(first);
    for (int i = 0; i < of->sets; i++) {
        Intervals intervals = intervals_of(of->structure, of->group, of->is_one_problem ? 0 : i);
        const int *is_kept = of->is_kept + i * of->structure->figures;
        of->answers[i] = ask(of->structure, &intervals, is_kept);
    }
}

/* What each set of figures of a problem leaves one more figure. */
EXPORT(leave)
void leave(const Question *of, char *first) {
    begin(first);
    for (int i = 0; i < of->sets; i++) {
        const int *is_kept = of->is_kept + i * of->structure->figures;
        of->answers[i] = ends_left(of->structure, of->group, is_kept, of->figure[i], of->ends[i]);
    }
}

/* Keep more figures of a problem, in their order, each if all are proven to hold then. */
EXPORT(grow)
void grow(const Question *of, char *first) {
    begin(first);
    for (int i = 0; i < of->sets; i++) {
        int *is_kept = of->is_kept + of->figure[i];
        *is_kept = 1;
        *is_kept = ask(of->structure, of->group, of->is_kept) == YES;
    }
}

/* The half-widths by which the boxes of a quantity must grow until its identities can hold; NaN
 * where that is not proven. */
EXPORT(grow_boxes)
void grow_boxes(
    const Structure *all, const double (*boxes)[2], int quantity, double *growth, char *first) {
    begin(first);
    if (quantity_growth(all, boxes, quantity, growth) != OPTIMAL) *growth = NOT_A_NUMBER;
}
