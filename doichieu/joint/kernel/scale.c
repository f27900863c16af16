/* Scaling: each unknown is measured from its printed value, in half-widths, so of the order of one.
 *
 * A half-width may be a billionth of a level: measured from zero, it would be smaller than any
 * tolerance. A number that stands for itself alone has no half-width: its unknown is measured in
 * halves of its last printed place.
 */
#include "kernel.h"

/* A unit is at least this fraction of its unknown: what doubles can still represent. */
#define UNIT_FLOOR 1e-15

/* A value that the figures imply for an unknown, and how far they leave it. The spread is zero
 * where they fix it; the grain is then what it is measured in. */
typedef struct {
    double value, spread, grain;
    int is_known;
} Anchor;

static double unit_of(const Anchor *anchor) {
    return anchor->spread != 0.0 ? anchor->spread : anchor->grain;
}

/* The difference of two unknowns is printed: a level and its base, a rounded and a true quantity. */
static int anchor_by_difference(
    Anchor *greater, Anchor *less, double middle, double half_width) {
    int known = greater->is_known + less->is_known;
    if (greater->is_known && !less->is_known)
        *less = (Anchor){greater->value - middle, greater->spread + half_width, greater->grain, 1};
    else if (less->is_known && !greater->is_known)
        *greater = (Anchor){less->value + middle, less->spread + half_width, less->grain, 1};
    return known == 1;
}

/* above × coefficient / below is printed. */
static int anchor_by_ratio(
    Anchor *above, Anchor *below, double coefficient, double middle, double half_width) {
    if (above->is_known && !below->is_known) {
        double by = coefficient / middle;
        double from_ratio = absolute(by * above->value) * half_width / absolute(middle);
        double spread = absolute(by) * above->spread + from_ratio;
        *below = (Anchor){by * above->value, spread, absolute(by) * above->grain, 1};
        return 1;
    }
    if (below->is_known && !above->is_known) {
        double spread = absolute(middle) * below->spread + absolute(below->value) * half_width;
        *above = (Anchor){
            middle * below->value / coefficient, spread / absolute(coefficient),
            absolute(middle / coefficient) * below->grain, 1};
        return 1;
    }
    return 0;
}

/* Anchor one side of each figure whose other side is anchored; whether any was. Null for all
 * figures. */
static int anchor_by_figures(const Problem *problem, const int *is_kept, Anchor *anchors) {
    const Structure *all = problem->structure;
    int is_any = 0;
    for (int i = 0; i < all->figures; i++) {
        if (is_kept && !is_kept[i]) continue;
        int first = all->numerator[i][0], second = all->numerator[i][1];
        int below = all->denominator[i];
        double middle = problem->figure[i].middle;
        double half_width = problem->figure[i].printed_half_width;
        if (below == NONE && second != NONE)
            is_any |= anchor_by_difference(&anchors[first], &anchors[second], middle, half_width);
        else if (below != NONE && second == NONE && middle != 0.0)
            is_any |= anchor_by_ratio(
                &anchors[first], &anchors[below], all->coefficient[i][0], middle, half_width);
    }
    return is_any;
}

/* Anchor the only unknown of an identity that is not anchored yet; whether any was. */
static int anchor_by_identities(const Problem *problem, Anchor *anchors) {
    const Structure *all = problem->structure;
    int is_any = 0;
    for (int i = 0; i < all->identities; i++) {
        int missing = NONE, unknown = 0;
        for (int term = all->start[i]; term < all->start[i + 1]; term++)
            if (!anchors[all->column[term]].is_known) {
                missing = term;
                unknown++;
            }
        if (unknown != 1) continue;
        Sum value = {.parts = 0};
        double spread = 0.0, grain = 0.0;
        for (int term = all->start[i]; term < all->start[i + 1]; term++) {
            if (term == missing) continue;
            const Anchor *anchor = &anchors[all->column[term]];
            double by = all->by[term];
            add(&value, by * anchor->value);
            spread += absolute(by) * anchor->spread;
            grain = larger(grain, absolute(by) * anchor->grain);
        }
        double by = all->by[missing];
        anchors[all->column[missing]] = (Anchor){
            -rounded(&value) / by, spread / absolute(by), grain / absolute(by), 1};
        is_any = 1;
    }
    return is_any;
}

/* The median of the sizes of the anchored unknowns; one where there is none. */
static double usual_size(const Anchor *anchors, int count) {
    char *before = mark();
    double *sizes = TAKE(count, double);
    int known = 0;
    for (int i = 0; i < count; i++) {
        if (!anchors[i].is_known) continue;
        double size = absolute(anchors[i].value) + unit_of(&anchors[i]);
        int place = known++;
        for (; place && sizes[place - 1] > size; place--) sizes[place] = sizes[place - 1];
        sizes[place] = size;
    }
    double median = known ? (sizes[known / 2] + sizes[(known - 1) / 2]) / 2 : 0.0;
    release(before);
    return median != 0.0 ? median : 1.0;
}

/* Anchor the unknowns that some figures imply, starting from printed levels. Null for all figures. */
static void anchor_by(const Problem *problem, const int *is_kept, Anchor *anchors) {
    const Structure *all = problem->structure;
    for (int i = 0; i < all->figures; i++) {
        const Figure *figure = &problem->figure[i];
        Anchor *anchor = &anchors[all->numerator[i][0]];
        if (all->denominator[i] != NONE || all->numerator[i][1] != NONE) continue;
        if (anchor->is_known || (is_kept && !is_kept[i])) continue;
        double spread = figure->is_exact ? 0.0 : figure->printed_half_width;
        *anchor = (Anchor){figure->middle, spread, problem->intervals->last_place[i] / 2, 1};
    }
    while (anchor_by_figures(problem, is_kept, anchors) || anchor_by_identities(problem, anchors)) {
    }
}

/* Anchor every unknown at the value that the figures imply: those that are kept, the others only
 * where these do not suffice. A figure left out may be printed a thousand times too large: measured
 * from it, what the others leave would lose three digits. */
void scale(Problem *problem, const int *is_kept) {
    const Structure *all = problem->structure;
    char *before = mark();
    Anchor *anchors = TAKE(all->unknowns, Anchor);
    for (int i = 0; i < all->unknowns; i++) anchors[i].is_known = 0;
    if (is_kept) anchor_by(problem, is_kept, anchors);
    anchor_by(problem, 0, anchors);
    double usual = usual_size(anchors, all->unknowns);
    for (int i = 0; i < all->unknowns; i++) {
        Anchor anchor = anchors[i].is_known ? anchors[i] : (Anchor){0.0, usual, usual, 1};
        double unit = unit_of(&anchor), size = larger(absolute(anchor.value), unit);
        /* An unknown that is exactly zero has no magnitude: it takes the usual one. */
        problem->size[i] = size != 0.0 ? size : usual;
        problem->anchor[i] = anchor.value;
        problem->unit[i] = larger(unit, UNIT_FLOOR * problem->size[i]);
    }
    release(before);
}
