// Further starter problems of counting: ordered choices, groups, partitions, sets.
#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "data/starter_family.h"

namespace retort::data {

namespace {

Instance ordered_choices(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long n, k, ways;
  do {
    n = random.between(4, easy ? 20 : 26);
    k = random.between(2, easy ? 3 : 4);
    ways = 1;
    for (long long i = 0; i < k; ++i) ways *= n - i;
  } while (ways > (easy ? 800 : 20'000) || ways < 12);
  return {{n, k}, {{"n", text(n)}, {"k", text(k)}}, text(ways)};
}

// 0: groups of given sizes; 1: the letters of a word.
Instance split_in_groups(Random& random, int variant, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  if (variant == 1) {
    std::string word;
    do word = random.pick(words_with_repeats()); while (easy && word.size() > 5);
    std::map<char, long long> letters;
    for (char c : word) ++letters[c];
    std::vector<long long> counts, key = {1};
    for (auto [letter, count] : letters) {
      counts.push_back(count);
      key.insert(key.end(), {letter, count});
    }
    return {key, {{"word", word}}, text(multinomial(counts))};
  }
  std::vector<long long> sizes;
  do sizes = {random.between(1, 5), random.between(1, 5), random.between(1, 5)};
  while (multinomial(sizes) > (easy ? 300 : 6000) || multinomial(sizes) < 20);
  Instance made{{0, sizes[0], sizes[1], sizes[2]}, {}, text(multinomial(sizes))};
  made.slots = {{"a", text(sizes[0])}, {"b", text(sizes[1])}, {"c", text(sizes[2])}, {"n", text(sizes[0] + sizes[1] + sizes[2])}};
  return made;
}

// Sums of k positive integers with value n.
Instance number_partitions(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  long long k = random.between(2, easy ? 3 : 4), n = random.between(k + 2, easy ? (k == 2 ? 24 : 11) : (k == 2 ? 40 : k == 3 ? 14 : 11));
  // p(m, j): m as a sum of j parts; p(m, j) = p(m - 1, j - 1) + p(m - j, j).
  std::vector<std::vector<long long>> p(static_cast<std::size_t>(n + 1), std::vector<long long>(static_cast<std::size_t>(k + 1), 0));
  p[0][0] = 1;
  for (std::size_t m = 1; m < p.size(); ++m)
    for (std::size_t j = 1; j < p[m].size(); ++j) p[m][j] = p[m - 1][j - 1] + (m >= j ? p[m - j][j] : 0);
  return {{n, k}, {{"n", text(n)}, {"k", text(k)}}, text(p.back().back())};
}

std::set<long long> draw_set(Random& random, std::size_t size, long long most) {
  std::set<long long> made;
  while (made.size() < size) made.insert(random.between(1, most));
  return made;
}

// 0: elements of the union; 1: the intersection, never empty; 2: elements of the difference.
Instance set_operations(Random& random, int variant, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  std::set<long long> a, b;
  std::vector<long long> both, only, all;
  do {
    a = draw_set(random, static_cast<std::size_t>(random.between(3, easy ? 4 : 6)), easy ? 9 : 20);
    b = draw_set(random, static_cast<std::size_t>(random.between(3, easy ? 4 : 6)), easy ? 9 : 20);
    both.clear(), only.clear(), all.clear();
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(only));
    std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(all));
  } while (both.empty() || only.empty() || a == b);
  auto written = [](const std::set<long long>& s) { return "\\{" + list_text({s.begin(), s.end()}) + "\\}"; };
  Instance made{{variant}, {{"a", written(a)}, {"b", written(b)}}, ""};
  for (const auto* s : {&a, &b}) made.key.insert(made.key.end(), s->begin(), s->end()), made.key.push_back(0);
  made.answer = variant == 0 ? text(static_cast<long long>(all.size())) : variant == 1 ? "\\{" + list_text(both) + "\\}" : text(static_cast<long long>(only.size()));
  return made;
}

}  // namespace

std::vector<Family> selection_families() {
  return {
      {"ordered_choices", "counting", ordered_choices,
       {{0, "In how many ways can <k> of <n> different books be put in a row on a shelf?"},
        {0, "A club has <n> members. In how many ways can it fill <k> different offices, if nobody holds two?"},
        {0, "How many ordered lists of <k> different letters can be made from an alphabet of <n> letters?"},
        {0, "In a race of <n> runners, in how many ways can the first <k> places be taken?"}},
       {{0, "From <n> different flags <k> are hung up one below the other. How many signals are possible?"},
        {0, "In how many ways can <k> different tasks be given to <n> workers, at most one to each?"}}},
      {"split_in_groups", "counting", split_in_groups,
       {{0, "In how many ways can <n> children be divided into a red team of <a>, a blue team of <b> and a green team of <c>?"},
        {0, "A class of <n> pupils sends <a> to the kitchen, <b> to the garden and <c> to the stage. How many ways are there to share them out?"},
        {1, "How many anagrams does the word <word> have, itself included?"},
        {1, "How many different words, with or without a meaning, can be spelled with all the letters of <word>?"}},
       {{0, "How many ways are there to put <n> different stamps on three pages so that they hold <a>, <b> and <c> stamps in this order?"},
        {1, "Count the different ways to order the letters of the word <word>."}}},
      {"number_partitions", "counting", number_partitions,
       {{0, "In how many ways can $<n>$ be written as a sum of <k> positive integers, if the order does not matter?"},
        {0, "How many ways are there to split <n> equal coins into <k> heaps, none of them empty?"},
        {0, "Into how many different sets of <k> whole positive lengths can a rope of length <n> be cut?"},
        {0, "How many partitions of $<n>$ into exactly <k> positive parts are there?"}},
       {{0, "Ignoring order, how many ways are there to write $<n>$ as a sum of <k> positive integers?"},
        {0, "In how many ways can <n> identical balls be put into <k> identical boxes so that no box stays empty?"}}},
      {"set_operations", "sets", set_operations,
       {{0, "Let $A = <a>$ and $B = <b>$. How many elements does $A \\cup B$ have?"},
        {1, "Let $A = <a>$ and $B = <b>$. Find $A \\cap B$."},
        {2, "Let $A = <a>$ and $B = <b>$. How many elements of $A$ are not in $B$?"},
        {0, "How many numbers are in at least one of the sets $<a>$ and $<b>$?"},
        {1, "Which numbers are in both of the sets $<a>$ and $<b>$?"}},
       {{0, "How many elements does the union of $<a>$ and $<b>$ have?"}, {1, "Find the intersection of $<a>$ and $<b>$."}}},
  };
}

}  // namespace retort::data
