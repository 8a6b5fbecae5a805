// Starter word problems: percentages, shopping, two rates that meet.
#include <utility>

#include "data/starter_family.h"

namespace retort::data {

namespace {

// A price goes up by a percentage and down by another; every amount is an integer.
// Easy: rates that are multiples of ten.
Instance percent_change(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  static const std::vector<long long> rates = {5, 10, 15, 20, 25, 30, 35, 40, 50, 60};
  long long price, up, down, raised;
  do {
    price = (easy ? 100 : 20) * random.between(easy ? 1 : 2, easy ? 9 : 20);
    up = random.pick(rates);
    down = random.pick(rates);
    raised = price + price * up / 100;
  } while ((easy && (up % 10 != 0 || down % 10 != 0)) || price * up % 100 != 0 || raised * down % 100 != 0 || up == down);
  std::string thing = random.pick(std::vector<std::string>{"jacket", "bicycle", "lamp", "chair", "watch", "tent"});
  return {{price, up, down},
          {{"price", text(price)}, {"up", text(up)}, {"down", text(down)}, {"thing", thing}},
          text(raised - raised * down / 100)};
}

// a things at p, b things at q, paid with a note.
Instance shopping_change(Random& random, int, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  struct Goods { const char *one, *many, *other_one, *other_many; };
  static const std::vector<Goods> goods = {{"pen", "pens", "notebook", "notebooks"},
                                           {"plum", "plums", "melon", "melons"},
                                           {"roll", "rolls", "cake", "cakes"},
                                           {"card", "cards", "poster", "posters"},
                                           {"plant", "plants", "pot", "pots"}};
  long long a, b, p, q, note;
  do {
    a = random.between(2, easy ? 5 : 9);
    b = random.between(2, easy ? 5 : 9);
    p = random.between(2, easy ? 7 : 9);
    q = random.between(easy ? 2 : 3, easy ? 8 : 14);
    note = easy ? random.pick(std::vector<long long>{20, 50, 100}) : random.pick(std::vector<long long>{50, 100, 200});
  } while (p == q || a * p + b * q >= note || a * p + b * q < note / 3);
  const Goods& g = random.pick(goods);
  return {{a, b, p, q, note},
          {{"a", text(a)}, {"b", text(b)}, {"p", text(p)}, {"q", text(q)}, {"note", text(note)},
           {"one", g.one}, {"many", g.many}, {"other_one", g.other_one}, {"other_many", g.other_many},
           {"name", random.pick(first_names())}},
          text(note - a * p - b * q)};
}

// One linear equation each. 0: two travellers meet; 1: ages; 2: two tariffs.
Instance meeting_rates(Random& random, int variant, StarterLevel level) {
  bool easy = level == StarterLevel::kEasy;
  Instance made;
  std::string first = random.pick(first_names()), second;
  do second = random.pick(first_names()); while (second == first);
  made.slots = {{"name", first}, {"other", second}};
  auto add = [&](const char* name, long long value) { made.slots[name] = text(value); };
  if (variant == 0) {
    long long fastest = easy ? 9 : 60;
    long long u = random.between(easy ? 2 : 8, fastest), v = random.between(easy ? 2 : 8, fastest), t = random.between(2, easy ? 5 : 9);
    if (u == v) ++v;
    made.key = {0, u, v, t};
    made.answer = text(u * t);
    add("u", u), add("v", v), add("d", (u + v) * t);
  } else if (variant == 1) {
    static const std::vector<std::string> times = {"", "", "twice", "3 times", "4 times", "5 times"};
    long long factor = random.between(2, easy ? 3 : 5), more = random.between(1, 9), young = random.between(easy ? 3 : 4, easy ? 9 : 16);
    made.key = {1, factor, more, young};
    made.answer = text(factor * young + more);
    made.slots["times"] = times[static_cast<std::size_t>(factor)];
    made.slots["years"] = more == 1 ? "1 year" : text(more) + " years";
    add("sum", (factor + 1) * young + more);
  } else {
    long long rate = random.between(easy ? 3 : 2, easy ? 6 : 9), cheaper = random.between(easy ? 2 : 1, rate - 1);
    long long n = random.between(easy ? 2 : 4, easy ? 9 : 25), fee = random.between(3, easy ? 9 : 40), other_fee = fee + (rate - cheaper) * n;
    made.key = {2, rate, cheaper, n, fee};
    made.answer = text(n);
    add("fee", other_fee), add("rate", cheaper), add("other_fee", fee), add("other_rate", rate);
    if (easy) std::swap(made.slots["fee"], made.slots["other_fee"]), std::swap(made.slots["rate"], made.slots["other_rate"]);
    for (const char* name : {"rate", "other_rate"}) made.slots[name] += made.slots[name] == "1" ? " dollar" : " dollars";
  }
  return made;
}

}  // namespace

std::vector<Family> word_families() {
  return {
      {"percent_change", "word problems", percent_change,
       {{0, "A <thing> costs <price> dollars. Its price rises by <up>% and then falls by <down>%. What is the new price in "
            "dollars?"},
        {0, "The price of a <thing> is <price> dollars. It is raised by <up>% and later reduced by <down>%. How many dollars does "
            "it cost now?"},
        {0, "A shop sells a <thing> for <price> dollars. It increases the price by <up>% and then takes <down>% off the new "
            "price. What is the final price in dollars?"},
        {0, "A <thing> was priced at <price> dollars. After an increase of <up>% it was sold at a discount of <down>%. For how "
            "many dollars was it sold?"}},
       {{0, "At first a <thing> costs <price> dollars. The shop adds <up>% and a week later gives <down>% off. What does it cost in "
            "the end in dollars?"},
        {0, "Find the price in dollars of a <thing> that cost <price> dollars before it went up by <up>% and then down by "
            "<down>%."}}},
      {"shopping_change", "word problems", shopping_change,
       {{0, "<name> buys <a> <many> at <p> dollars each and <b> <other_many> at <q> dollars each and pays with <note> dollars. How "
            "many dollars of change does <name> get?"},
        {0, "A <one> costs <p> dollars and a <other_one> costs <q> dollars. <name> buys <a> <many> and <b> <other_many>. How much "
            "is left of <note> dollars?"},
        {0, "<name> has <note> dollars and buys <a> <many> for <p> dollars each and <b> <other_many> for <q> dollars each. How many "
            "dollars are left?"},
        {0, "At a shop a <one> is <p> dollars and a <other_one> is <q> dollars. <name> takes <a> <many> and <b> <other_many> and "
            "hands over <note> dollars. What is the change in dollars?"}},
       {{0, "<name> pays for <b> <other_many> at <q> dollars and <a> <many> at <p> dollars with a <note> dollar note. How many "
            "dollars come back?"},
        {0, "How many dollars remain from <note> dollars after <name> has bought <a> <many> costing <p> dollars each and <b> "
            "<other_many> costing <q> dollars each?"}}},
      {"meeting_rates", "word problems", meeting_rates,
       {{0, "Two towns are <d> km apart. <name> leaves one at <u> km per hour and <other> leaves the other at the same time at <v> "
            "km per hour. They travel towards each other. How many km has <name> gone when they meet?"},
        {1, "<name> is <years> older than <times> the age of <other>. The sum of their ages is <sum>. How old is <name>?"},
        {1, "<name>'s age is <years> more than <times> <other>'s age. Together they are <sum> years old. What is <name>'s age?"},
        {2, "Gym A asks <fee> dollars to join and <rate> for each visit. Gym B asks <other_fee> dollars to join and <other_rate> "
            "for each visit. After how many visits do both cost the same?"}},
       {{0, "<name> and <other> start <d> km apart and ride towards each other, <name> at <u> km per hour and <other> at <v> km per "
            "hour. How far does <name> ride before they meet, in km?"},
        {2, "One taxi charges <fee> dollars plus <rate> per km, another charges <other_fee> dollars plus <other_rate> per km. For "
            "how many km is the price the same?"}}},
  };
}

}  // namespace retort::data
