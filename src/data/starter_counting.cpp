// Starter problems of counting: committees, arrangements with repeats, arithmetic series.
#include <algorithm>
#include <map>

#include "base/error.h"
#include "data/starter_family.h"

namespace retort::data {

namespace {

long long choose(long long n, long long k) {
  long long value = 1;
  for (long long i = 1; i <= k; ++i) value = value * (n - k + i) / i;
  return value;
}

// k of m and l of n.
Instance committee(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long m, n, k, l;
  do {
    m = random.between(easy ? 3 : 4, easy ? 7 : 10);
    n = random.between(easy ? 3 : 4, easy ? 7 : 10);
    k = random.between(1, easy ? 2 : 3);
    l = random.between(1, easy ? 2 : 3);
  } while (k + l < 3 || k >= m || l >= n || choose(m, k) * choose(n, l) > 999);
  auto counted = [](long long count, const char* one, const char* many) { return text(count) + " " + (count == 1 ? one : many); };
  Instance made{{m, n, k, l}, {}, text(choose(m, k) * choose(n, l))};
  made.slots = {{"m", text(m)}, {"n", text(n)}, {"total", text(k + l)},
                {"women", counted(k, "woman", "women")}, {"men", counted(l, "man", "men")},
                {"novels", counted(k, "novel", "novels")}, {"poems", counted(l, "poem", "poems")},
                {"girls", counted(k, "girl", "girls")}, {"boys", counted(l, "boy", "boys")},
                {"red", text(k)}, {"blue", text(l)},
                {"starters", counted(k, "starter", "starters")}, {"desserts", counted(l, "dessert", "desserts")}};
  return made;
}

// 0: the letters of a word; 1: beads of three colours in a row.
// Easy: words of four or five letters, beads of at most six.
Instance arrangements(Random& random, int variant, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  if (variant == 0) {
    std::string word;
    do word = random.pick(words_with_repeats()); while (easy && word.size() > 5);
    std::map<char, long long> letters;
    for (char c : word) ++letters[c];
    std::vector<long long> counts, key = {0};
    for (auto [letter, count] : letters) {
      counts.push_back(count);
      key.push_back(letter);
      key.push_back(count);
    }
    return {key, {{"word", word}}, text(multinomial(counts))};
  }
  std::vector<long long> counts;
  do counts = {random.between(1, 5), random.between(1, 5), random.between(1, 4)};
  while (multinomial(counts) > (easy ? 60 : 999) || multinomial(counts) < 12);
  Instance made{{1}, {}, text(multinomial(counts))};
  made.slots = {{"a", text(counts[0])}, {"b", text(counts[1])}, {"c", text(counts[2])}};
  for (const char* name : {"a", "b", "c"}) made.slots[std::string("bead_") + name] = made.slots[name] == "1" ? "bead" : "beads";
  std::sort(counts.begin(), counts.end());
  made.key.insert(made.key.end(), counts.begin(), counts.end());
  return made;
}

// first, first + step, ..., n terms.
Instance series_sum(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long first = random.between(1, easy ? 9 : 20), step = random.between(easy ? 1 : 2, easy ? 5 : 9);
  long long n = easy ? random.between(4, 8) : random.between(8, 24);
  long long last = first + (n - 1) * step;
  Instance made{{first, step, n}, {}, text(n * (first + last) / 2)};
  made.slots = {{"first", text(first)}, {"second", text(first + step)}, {"third", text(first + 2 * step)},
                {"last", text(last)}, {"step", text(step)}, {"n", text(n)},
                {"term", polynomial_text({step, first - step}, "k")}};
  return made;
}

}  // namespace

long long multinomial(const std::vector<long long>& counts) {
  long long total = 0, value = 1;
  for (long long count : counts) {
    total += count;
    value *= choose(total, count);
  }
  return value;
}

const std::vector<std::string>& words_with_repeats() {
  static const std::vector<std::string> words = {
      "LEVEL", "BANANA", "PEPPER", "LETTER", "BOOK",   "COFFEE", "KAYAK",  "RADAR",  "ROTOR",  "REFER",  "TATTOO", "EERIE",
      "MAMMA", "POPPY",  "DADDY",  "TEPEE",  "BALLOON", "APPLE", "HAPPY",  "SWEET",  "TEETH",  "SHEEP",  "GREEN",  "BOOKS",
      "ALPHA", "SALSA",  "PANDA",  "PAPAYA", "ARRAY",  "ERROR",  "MIRROR", "TERROR", "HORROR", "CANAL",  "KOALA",  "EAGLE",
      "GEESE", "PUPPY",  "MUMMY",  "HOBBY",  "CHEESE", "PEEPED", "NOON",   "DEED",   "SEES",   "POOL",   "MOON",   "FEED",
      "TREE",  "BEEF",   "GOOD",   "ROOF",   "NOTION", "POTATO", "TOMATO", "BUTTER", "BETTER", "LITTLE", "BOTTLE", "SEEDED",
      "ESSAYS", "ASSETS", "STATES", "TASTES", "TREES", "SEEMS",  "NEEDED", "BUBBLE", "PUZZLE", "RABBIT", "KITTEN", "SUMMER",
      "WINNER", "DINNER", "FUNNEL", "TUNNEL", "CAREER", "PEOPLE", "SETTEE", "ROCOCO", "COCOA", "MACAW",  "LLAMA",  "DRAMA"};
  return words;
}

std::vector<Family> counting_families() {
  return {
      {"committee", "counting", committee,
       {{0, "A club has <m> women and <n> men. In how many ways can it choose a committee of <women> and <men>?"},
        {0, "How many ways are there to choose <women> and <men> from a group of <m> women and <n> men?"},
        {0, "A shelf holds <m> novels and <n> poetry books. In how many ways can a reader pick <novels> and <poems>?"},
        {0, "From <m> girls and <n> boys a team of <girls> and <boys> is formed. How many different teams are possible?"}},
       {{0, "A menu lists <m> starters and <n> desserts. How many ways are there to order <starters> and <desserts>?"},
        {0, "A bag holds <m> different red marbles and <n> different blue marbles. How many selections of <red> red and <blue> "
            "blue marbles are there?"}}},
      {"arrangements", "counting", arrangements,
       {{0, "In how many ways can the letters of the word <word> be arranged?"},
        {0, "How many different arrangements of the letters in <word> are there?"},
        {0, "How many distinct ways are there to arrange the letters of <word>?"},
        {1, "In how many ways can <a> red <bead_a>, <b> blue <bead_b> and <c> green <bead_c> be placed in a row, if beads of "
            "one colour look alike?"}},
       {{0, "How many different strings can be made by rearranging all the letters of <word>?"},
        {1, "A row of flags uses <a> red, <b> white and <c> blue flags; flags of one colour are identical. How many different "
            "rows are possible?"}}},
      {"series_sum", "algebra", series_sum,
       {{0, "Compute the sum $<first> + <second> + <third> + \\cdots + <last>$."},
        {0, "What is the value of $<first> + <second> + <third> + \\cdots + <last>$?"},
        {0, "An arithmetic sequence has first term <first> and common difference <step>. What is the sum of its first <n> "
            "terms?"},
        {0, "Find the sum of the first <n> terms of the arithmetic sequence $<first>, <second>, <third>, \\ldots$."},
        {0, "A theatre has <n> rows of seats. The first row has <first> seats and each further row has <step> more than the row "
            "before it. How many seats are there in all?"}},
       {{0, "Evaluate $\\sum_{k=1}^{<n>} (<term>)$."},
        {0, "On the first day <first> coins go into a jar, and on each further day <step> coins more than on the day before. How "
            "many coins are in the jar after <n> days?"}}},
  };
}

}  // namespace retort::data
