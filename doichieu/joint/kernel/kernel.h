/* Joint problems on dense arrays: the types that all files share.
 *
 * A problem is posed in scaled unknowns x (scale.c, pose.c). Equalities are eliminated
 * (equalities.c), which leaves fewer unknowns y. Over the inequalities that remain, linear
 * programmes are solved by the simplex method (dictionary.c), and no result of its pivots is
 * trusted: proof.c computes it anew from the rows. severity.c, ends.c and boxes.c ask the questions.
 */
#ifndef KERNEL_H
#define KERNEL_H

#define NONE (-1)
#define INFINITY __builtin_inf()
#define NOT_A_NUMBER __builtin_nan("")
#define FIGURE_TERMS 3

/* How far a point may violate a row, in half-widths of a printed interval. */
#define FEASIBILITY_TOLERANCE 1e-10
/* The rounding error of a sum in doubles, as a fraction of its largest term. */
#define ROUNDING_TOLERANCE 4e-16
/* How far a figure may lie outside its interval and still touch it, in half-widths. */
#define TOUCH_TOLERANCE 1e-9
/* Before bounding a problem that only just holds, its intervals are widened by this fraction. */
#define RELAXATION 1e-7

enum { LEVEL, PLAN, PRIOR, QUANTITIES };
enum { PRINTED_BASE, DECOUPLED, MODELS };
enum { HALF, WIDE, READINGS };
/* The sign of a contribution's denominator is that of its total's level. */
enum { SIGN_OF_TOTAL = 2 };

/* A part's contribution to the growth of a total: its rise over the total's base. All are columns
 * of unknowns but the sign of the denominator, which may be SIGN_OF_TOTAL. */
typedef struct {
    int part, prior, base, total, sign;
} Contribution;

/* What like problems share. Arrays have one entry an unknown, a figure, an identity or a term of
 * one. The terms of identity i are those from start[i] up to start[i + 1], the total first. */
typedef struct {
    int unknowns, figures, identities, contributions, has_scale;
    const int *quantity;
    const int (*numerator)[2];
    const double (*coefficient)[2];
    const int *denominator;
    const int *sign;
    const int *start;
    const int *column;
    const double *by;
    const int *is_sum;
    const Contribution *contribution;
    const double *contribution_by;
} Structure;

/* The intervals of one problem, one entry a figure; its boxes: [MODELS][READINGS][unknowns][2]. */
typedef struct {
    const double *lower, *upper, *last_place, *boxes;
} Intervals;

/* The solutions of one problem; see Solutions in groups.py. */
typedef struct {
    double *severity;
    double *growth;
    double (*bounds)[2];
    double (*contributions)[2];
    double (*feasibilities)[2];
} Answers;

/* Σ value × x[column] + constant. No column occurs twice. */
typedef struct {
    int terms;
    int column[FIGURE_TERMS];
    double value[FIGURE_TERMS];
    double constant;
} Form;

/* A printed figure in scaled unknowns. The deviation, numerator - middle × denominator, is zero for
 * the number as printed. `row` is the first of its two rows in a region, NONE if it has none. */
typedef struct {
    Form numerator, denominator, deviation;
    double middle, half_width, printed_half_width, denominator_size;
    int sign, is_exact, row;
} Figure;

/* A problem in scaled unknowns: value = anchor + unit × x. Sizes are orders of magnitude. */
typedef struct {
    const Structure *structure;
    const Intervals *intervals;
    double *anchor, *unit, *size;
    Figure *figure;
    double *identity_value; /* one a term */
    double *identity_constant;
} Problem;

/* The points that equalities allow: x[free_column] is free, each other x is
 * constant + Σ basis × x[free_column]. */
typedef struct {
    int unknowns, free;
    int *free_column;
    double *basis; /* [unknowns][free] */
    double *constant;
} Space;

/* `line . (y, 1) >= 0` for each row: its coefficients, then its value where y is zero. */
typedef struct {
    int rows, width;
    double *line; /* [rows][width + 1] */
    double *tolerance;
} Region;

typedef enum { OPTIMAL, UNBOUNDED, UNPROVEN } Outcome;
typedef enum { NO, YES, UNANSWERED } Answer;

static inline double absolute(double value) { return __builtin_fabs(value); }
static inline double larger(double one, double other) { return one > other ? one : other; }
static inline double smaller(double one, double other) { return one < other ? one : other; }
static inline int is_finite(double value) { return absolute(value) < INFINITY; }

/* memory.c */
void begin(char *first);
void *take(int count, int size);
char *mark(void);
void release(char *marked);
#define TAKE(count, type) ((type *)take((count), sizeof(type)))

/* sums.c */
typedef struct {
    double part[64];
    int parts;
} Sum;
void add(Sum *sum, double value);
void add_product(Sum *sum, double one, double other);
double rounded(const Sum *sum);
double lost_of(double one, double other);

/* scale.c */
void scale(Problem *problem, const int *is_kept);

/* pose.c */
void pose(Problem *problem, const int *is_kept);
void leave_out(Problem *problem, const int *is_kept);
Form form_of(const Problem *problem, const int *columns, const double *coefficients, int terms);
Form plus(const Form *form, double factor, const Form *other);
double value_at(const Form *form, const double *point);
double largest_value(const Form *form);
double rounding_error(double value, int is_quotient);
double rounding_of(const Figure *figure);

/* equalities.c */
typedef enum { ELIMINATED, INCONSISTENT, NEARLY_DEPENDENT } Elimination;
Elimination eliminate(double *lines, int count, int unknowns, Space *space);
Elimination equalities_of(const Problem *problem, int without_figure, Space *space);
void complete(const Space *space, double *point);
void move(const Space *space, double *point, const double *step);
void project(const Space *space, const Form *form, const double *point, double factor, double *line);

/* region.c */
Region new_region(int rows, int width);
int figure_row_count(const Problem *problem);
int fixed_row_count(const Problem *problem);
void fixed_rows(const Problem *problem, const Space *space, const double *point, Region *region);
void figure_rows(
    const Problem *problem, const Space *space, const double *point, double theta,
    const double *weights, Region *region, double *growth);

/* dictionary.c */
/* A denominator below this cannot be distinguished from zero. */
#define DENOMINATOR_TOLERANCE 1e-9
/* While pivoting, a variable enters the basis only where its reduced cost is larger than this. The
 * proof is stricter. */
#define REDUCED_COST_TOLERANCE 1e-12
/* Variables of a dictionary: the slack of a region's row, by its place; TAU; an unknown, from
 * FIRST_UNKNOWN downwards. NO_ROW is the place of no row. */
enum { TAU = -2, FIRST_UNKNOWN = -3, NO_ROW = -(1 << 30) };
typedef struct {
    int rows, width;
    double *at;    /* [rows + 1][width + 1]: coefficients of nonbasic variables, then the value */
    int *basic;    /* [rows] */
    int *nonbasic; /* [width] */
    int relaxed;   /* the first of two rows that need not hold; NO_ROW for none */
    const double *tolerance; /* of the region's rows */
} Dictionary;
typedef struct {
    Outcome outcome;
    int column; /* of an unbounded dictionary: the variable that enters, and its direction */
    double direction;
} Walk;
Dictionary new_dictionary(int rows, int width);
Dictionary dictionary_of(const Region *region);
void copy(const Dictionary *from, Dictionary *to);
void pivot(Dictionary *dictionary, int row, int column);
void reach_vertex(Dictionary *dictionary);
void express(const Dictionary *dictionary, const double *line, double *found);
int normalize(Dictionary *dictionary, const double *denominator);
void restore(Dictionary *dictionary);
Walk walk(Dictionary *dictionary, double tolerance);
int is_free(const Dictionary *dictionary, int variable);

/* proof.c */
Outcome minimize(
    const Region *region, const Dictionary *start, const double *numerator,
    const double *denominator, int relaxed, double *minimum, double *error, double *point);
Outcome least_violation(
    const Region *region, const double *growth, double floor, double *least, double *error,
    double *point);

/* kernel.c */
Intervals intervals_of(const Structure *all, const Intervals *group, int i);
Problem new_problem(const Structure *all, const Intervals *intervals);

/* severity.c, ends.c, boxes.c */
double tolerance(const Problem *problem);
Outcome reach_fixed_rows(
    const Problem *problem, const Space *space, double *point, double *violation);
Outcome nearest(
    const Problem *problem, const Space *space, double theta, const double *best, double *point,
    double *violation, double *error);
Outcome quantity_growth(
    const Structure *all, const double (*ends)[2], int quantity, double *found);
Answer ends_left(
    const Structure *all, const Intervals *intervals, const int *is_kept, int figure, double *ends);
int find_severity(
    const Problem *problem, const Space *space, double *severity, double *best, double *needed);
int find_ends(
    const Problem *problem, const Space *space, double severity, const double *best,
    double needed, Answers *answers);
int find_growths(const Problem *problem, const double *witness, double *growth);

#endif
