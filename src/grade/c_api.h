/* The grader for other languages: a few C functions over grade/grade.h, built as libretort_grade. Strings are UTF-8 and end with a zero byte; all
   functions may be called from any thread, none keeps a pointer. */
#ifndef RETORT_GRADE_C_API_H
#define RETORT_GRADE_C_API_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
  RETORT_EQUAL = 1,
  RETORT_DIFFERENT = 0,
  RETORT_UNDECIDED = -1,
  RETORT_BAD_OPTIONS = -2 /* `reason` names the option */
};

typedef struct {
  char rule[32];    /* which comparison decided: "integer", "set", ... */
  char reason[480]; /* one sentence */
} retort_verdict;

/* Compares the answer in `pred` with the one in `gold`; each may be a bare answer or a text that holds one (a box, ####, "the answer is").
   `options`: a JSON object as in a batch row, or NULL. `verdict` may be NULL. */
int retort_grade(const char* gold, const char* pred, const char* options, retort_verdict* verdict);

/* The same for `count` pairs on `threads` threads (0: all processors), outcomes in order. RETORT_BAD_OPTIONS, and no outcome written, where the
   options are wrong; else 0. */
int retort_grade_many(const char* const* golds, const char* const* preds, size_t count, const char* options, unsigned threads, int* outcomes);

/* The final answer of a text, cut to `capacity` bytes with the zero byte. Returns its whole length, or -1 when the text gives none. */
long retort_extract(const char* text, char* answer, size_t capacity);

/* The revision of the rules: equal revisions give equal verdicts. */
const char* retort_grade_revision(void);

#ifdef __cplusplus
}
#endif

#endif
