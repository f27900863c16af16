/* Questions about some of a problem's figures, those that are kept.
 *
 * Scale, identities and the signs of denominators are those of all figures: a set of figures holds
 * if a larger one does.
 */
#include "kernel.h"

#define EXPORT(name) __attribute__((export_name(#name)))

typedef enum { NO, YES, UNANSWERED } Answer;

/* Take the figures that are not kept out of a problem that is posed. */
static void leave_out(Problem *problem, const int *is_kept) {
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

/* What the figures that are left leave another one; NO where they exclude each other. */
static Answer ends_left(
    const Problem *problem, const Space *space, int figure, double *point, double *ends) {
    if (!ends_beside(problem, space, figure, 1.0, point, ends)) return UNANSWERED;
    return ends[0] == ends[0] ? YES : NO;
}

/* Whether the kept figures can hold at once; if a figure is named, what they leave that one. */
static Answer ask(
    const Structure *all, const Intervals *intervals, const int *is_kept, int figure,
    double *ends) {
    char *before = mark();
    Problem problem = new_problem(all, intervals);
    double *point = TAKE(all->unknowns, double);
    Space space;
    Answer answer;
    pose(&problem);
    double theta = 1 + tolerance(&problem);
    leave_out(&problem, is_kept);
    Elimination elimination = equalities_of(&problem, NONE, &space);
    if (elimination == ELIMINATED) {
        for (int k = 0; k < all->unknowns; k++) point[k] = 0.0;
        complete(&space, point);
        if (figure == NONE) answer = can_hold(&problem, &space, theta, point);
        else answer = ends_left(&problem, &space, figure, point, ends);
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
        of->answers[i] = ask(of->structure, &intervals, is_kept, NONE, 0);
    }
}

/* What each set of figures of a problem leaves one more figure. */
EXPORT(leave)
void leave(const Question *of, char *first) {
    begin(first);
    for (int i = 0; i < of->sets; i++) {
        const int *is_kept = of->is_kept + i * of->structure->figures;
        of->answers[i] = ask(of->structure, of->group, is_kept, of->figure[i], of->ends[i]);
    }
}

/* Keep more figures of a problem, in their order, each if all are proven to hold then. */
EXPORT(grow)
void grow(const Question *of, char *first) {
    begin(first);
    for (int i = 0; i < of->sets; i++) {
        int *is_kept = of->is_kept + of->figure[i];
        *is_kept = 1;
        *is_kept = ask(of->structure, of->group, of->is_kept, NONE, 0) == YES;
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
