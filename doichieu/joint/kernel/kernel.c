/* The entry: problems of like structure, posed and solved one after the other. */
#include "kernel.h"

#define EXPORT(name) __attribute__((export_name(#name)))

/* The fingerprint of the sources from which this was compiled; build.py states it. */
EXPORT(source_hash)
const char *source_hash(char *first) {
    begin(first);
    return SOURCE_HASH;
}

/* The intervals of problem i of a group. */
Intervals intervals_of(const Structure *all, const Intervals *group, int i) {
    int figures = i * all->figures;
    return (Intervals){
        group->lower + figures, group->upper + figures, group->last_place + figures,
        group->boxes + i * MODELS * READINGS * all->unknowns * 2};
}

Problem new_problem(const Structure *all, const Intervals *intervals) {
    int terms = all->start[all->identities];
    return (Problem){
        all, intervals,
        TAKE(all->unknowns, double), TAKE(all->unknowns, double), TAKE(all->unknowns, double),
        TAKE(all->figures, Figure), TAKE(terms, double), TAKE(all->identities, double)};
}

/* Solve one problem; whether all of it is proven. */
static int solve_one(const Structure *all, const Intervals *intervals, Answers *answers) {
    Problem problem = new_problem(all, intervals);
    Space space;
    double *best = TAKE(all->unknowns, double), needed;
    pose(&problem, 0);
    if (equalities_of(&problem, NONE, &space) != ELIMINATED) return 0;
    if (!find_severity(&problem, &space, answers->severity, best, &needed)) return 0;
    return find_growths(&problem, best, answers->growth) &&
           find_ends(&problem, &space, *answers->severity, best, needed, answers);
}

/* Solve a group. Arrays have one entry a problem along the first axis, then as in Intervals and
 * Answers. Memory from `first` on is free to use. */
EXPORT(solve)
void solve(
    const Structure *all, int problems, const Intervals *group, const Answers *answers,
    int *is_proven, char *first) {
    begin(first);
    for (int i = 0; i < problems; i++) {
        int figures = i * all->figures;
        Intervals intervals = intervals_of(all, group, i);
        Answers own = {
            answers->severity + i, answers->growth + i * MODELS * READINGS,
            answers->bounds + i * all->unknowns, answers->contributions + i * all->contributions,
            answers->feasibilities + figures};
        char *before = mark();
        is_proven[i] = solve_one(all, &intervals, &own);
        release(before);
    }
}
