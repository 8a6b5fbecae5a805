#include "agent/forms.h"

#include <algorithm>
#include <array>

#include "agent/forms_angles.h"
#include "agent/forms_answer.h"
#include "agent/forms_clues.h"
#include "agent/forms_conic_facts.h"
#include "agent/forms_consecutive.h"
#include "agent/forms_draws.h"
#include "agent/forms_facts.h"
#include "agent/forms_fillers.h"
#include "agent/forms_functional.h"
#include "agent/forms_gist.h"
#include "agent/forms_interest.h"
#include "agent/forms_means.h"
#include "agent/forms_measure.h"
#include "agent/forms_more.h"
#include "agent/forms_named.h"
#include "agent/forms_overlap.h"
#include "agent/forms_people.h"
#include "agent/forms_phrases.h"
#include "agent/forms_polygons.h"
#include "agent/forms_proportion.h"
#include "agent/forms_reading.h"
#include "agent/forms_recurrence.h"
#include "agent/forms_residue.h"
#include "agent/forms_sequence_facts.h"
#include "agent/forms_strings.h"
#include "agent/forms_trials.h"
#include "agent/forms_triangle.h"
#include "agent/forms_variants.h"
#include "agent/forms_vectors.h"
#include "agent/forms_wordings.h"

namespace retort::agent {

const std::map<std::string, std::string>& shared_phrases() {
  static const std::map<std::string, std::string> table = {
      {"find", "(find|compute|determine|calculate|evaluate|what is|what are|give|state|work out)"},
      {"value", "[the [exact|numerical|numeric|real] (value|values) of]"},
      {"ask", "[then] (find|compute|determine|calculate|evaluate|what is|what does|what must|what are|find the value of|what value does) <value> [the "
              "(expression|quantity|product|sum)]"},
      {"facts", "{rels:facts} [and|where|with|but] [that] [{rels:more}] [and|where|with] [{rels:last}]"},
      {"given", "(given that|if|when|where|such that|for which|so that|knowing that|given|if it is known that|for|suppose)"},
      {"let", "(if|let|suppose|suppose that|given|given that|assume that|assume|consider|we have|for|the numbers {vars} satisfy|the number {var} satisfies)"},
      {"root", "(root|solution|zero)"},
      {"roots", "(roots|solutions|zeros|zeroes)"},
      {"through", "[passing|that passes|which passes|that goes] (through|containing|joining|that contains|connecting) [the] [points|point]"},
      {"endpoints", "(with endpoints|joining|whose endpoints are|connecting|with endpoints at|between|whose endpoints are at) [the] [points]"},
      {"unit", "(inches|inch|feet|foot|cm|centimeters|centimeter|meters|meter|metres|units|unit|yards|miles|mm|millimeters|km|kilometers|square inches|square units|square feet|square centimeters|square meters|cubic units)"},
      {"drawn_noun", "(marbles|marble|balls|ball|chips|chip|socks|sock|cards|card|coins|coin|dice|die|people|person|students|student|members|member|numbers|number|integers|integer|"
                     "candies|candy|pens|pencils|pieces|piece|flips|flip|tosses|toss|rolls|roll|slips|tiles|letters|shirts|eggs|cubes|apples|beads|discs|buttons|bulbs|results|spins|draws)"},
      {"it", "({var:v}|it|[this|that|my|his|her|our|certain|unknown] [positive|whole|natural|secret] (number|integer) [{var:v}])"},
      {"units", "[square|cubic] (inches|inch|feet|foot|cm|centimeters|centimeter|meters|meter|metres|units|unit|yards|yard|miles|mile|mm|millimeters|km|kilometers)"},
      {"groups", "(rows|columns|groups|bags|stacks|piles|teams|packs|lines|sets|bunches|bundles|packages|batches|cartons|boxes|tables|trays)"},
      {"left", "[also] [there|she|he|they|it|you|we|i|she'll|he'll|they'll|you'll|{name}] [also] [is|are|was|were|has|have|had|will be|will have|would be|would have] "
               "[also|exactly|only] ({int:r} [{thing}] [is|are|was|were] (left over|leftover|left|remaining) [in last (row|column|line|group)]|{int:r} {thing} "
               "(is|are|sit|sits|stand|stands|was|were) in last (row|column|line|group)|{int:r} extra {thing}|{int:r} (remain|remains)|(no one|nobody|none|nothing|no {thing}) "
               "[is|are|was|were] (left over|leftover|left))"},
      {"in_all", "(in all|in total|altogether)"},
  };
  return table;
}

namespace {

struct CompiledForm {
  Form form;
  Pattern pattern;
  bool passes_units = false;   // does not look at the units of lengths
};

const std::vector<CompiledForm>& compiled_forms() {
  static const std::vector<CompiledForm> all = [] {
    std::vector<CompiledForm> made;
    for (auto table : {series_forms, algebra_forms, number_forms, counting_forms, calculus_forms, story_forms, inequality_forms, value_forms, integer_question_forms,
                       algebra_question_forms, plane_question_forms, analysis_question_forms, given_forms, expression_forms, quantity_forms, plane_forms, figure_forms, sequence_forms, chance_forms, choice_forms,
                       matrix_forms, base_forms, curve_forms, parameter_forms, everyday_forms, root_forms, trigonometry_forms, rate_forms,
                       root_question_forms, piecewise_forms, dotted_forms, extremum_forms, division_forms,
                       quadratic_family_forms, graph_forms, line_forms, inverse_forms, coordinate_forms, variation_forms})
      for (const Form& form : table()) made.push_back({form, Pattern::compile(form.pattern, shared_phrases()), table == figure_forms});
    return made;
  }();
  return all;
}

// Readers that pass over words: not where the words say something about the answer.
void read_story(const std::vector<Token>& tokens, Phrases& phrases, std::vector<ReadGoal>& read) {
  static constexpr std::array<std::string_view, 9> kWishes = {"express", "answer", "nearest", "round", "rounded", "simplify", "enter", "write", "approximately"};
  const auto add = [&](std::string_view name, std::optional<Goal> goal) {
    if (goal && read.empty()) read.push_back({name, std::move(*goal)});
  };
  add("steps", read_steps(tokens, phrases));
  add("residues", read_residues(tokens, phrases));
  add("common", read_common(tokens, phrases));
  add("people", read_people(tokens, phrases));
  if (std::any_of(tokens.begin(), tokens.end(), [](const Token& t) { return std::find(kWishes.begin(), kWishes.end(), t.text) != kWishes.end(); })) return;
  add("trials", read_trials(tokens));
  add("figure", read_figure_gist(tokens));
  add("choice", read_choice_gist(tokens));
  add("share", read_share_gist(tokens));
  add("interest", read_interest(tokens));
  add("clues", read_clues(tokens, phrases));
  add("overlap", read_overlap(tokens));
  add("purchase", read_purchase(tokens));
  add("price", read_price_change(tokens));
  add("ratio", read_ratio(tokens));
  add("proportion", read_proportion(tokens));
}

// `stories`: also by readers that pass over words.
std::vector<ReadGoal> match(const std::vector<Token>& tokens, bool stories = true) {
  Phrases phrases(tokens);
  std::vector<ReadGoal> read;
  const bool several_units = names_several_units(tokens);
  for (const CompiledForm& compiled : compiled_forms()) {
    if (read.size() == kMostReadings) return read;
    if (compiled.passes_units && several_units) continue;
    auto captures = compiled.pattern.match(tokens, &phrases);
    if (!captures) continue;
    if (auto goal = compiled.form.build(*captures)) read.push_back({compiled.form.name, std::move(*goal)});
  }
  if (auto goal = read_facts(tokens, phrases); goal && read.size() < kMostReadings) {
    const auto& facts = std::get<Given>(*goal);
    if (auto instances = facts.take == Given::Take::kOne ? by_instances(facts) : std::nullopt) read.push_back({"instances", std::move(*instances)});
    else read.push_back({"facts", std::move(*goal)});
  }
  if (auto goal = read_measures(tokens, phrases); goal && read.size() < kMostReadings) read.push_back({"measures", std::move(*goal)});
  if (auto goal = read_conic(tokens, phrases); goal && read.size() < kMostReadings) read.push_back({"conic", std::move(*goal)});
  if (auto goal = read_progression(tokens, phrases); goal && read.size() < kMostReadings) read.push_back({"progression", std::move(*goal)});
  if (auto goal = read_triangle(tokens); goal && read.size() < kMostReadings) read.push_back({"triangle", std::move(*goal)});
  if (auto goal = read_vectors(tokens); goal && read.size() < kMostReadings) read.push_back({"vectors", std::move(*goal)});
  if (auto goal = read_angles(tokens); goal && read.size() < kMostReadings) read.push_back({"angles", std::move(*goal)});
  if (auto goal = read_means(tokens); goal && read.size() < kMostReadings) read.push_back({"means", std::move(*goal)});
  if (auto goal = read_draws(tokens); goal && read.size() < kMostReadings) read.push_back({"draws", std::move(*goal)});
  if (auto goal = read_strings(tokens); goal && read.size() < kMostReadings) read.push_back({"strings", std::move(*goal)});
  if (auto goal = read_polygon(tokens); goal && read.size() < kMostReadings) read.push_back({"polygon", std::move(*goal)});
  if (auto goal = read_third_side(tokens); goal && read.size() < kMostReadings) read.push_back({"third side", std::move(*goal)});
  if (auto goal = read_expectation(tokens); goal && read.size() < kMostReadings) read.push_back({"expectation", std::move(*goal)});
  if (read.empty())
    if (auto goal = read_recurrence(tokens)) read.push_back({"recurrence", std::move(*goal)});
  if (read.empty() && stories) read_story(tokens, phrases, read);
  return read;
}

// With letters replaced by the numbers that the statement says they are.
std::vector<ReadGoal> match_put_in(std::vector<Token> tokens) {
  std::vector<Lookup> before;
  std::vector<ReadGoal> read;
  for (int put_in = 0; put_in < 3 && read.empty(); ++put_in) {
    Phrases phrases(tokens);
    auto less = put_in_definition(tokens, phrases);
    if (!less) return {};
    tokens = std::move(less->tokens);
    before.insert(before.end(), less->before.begin(), less->before.end());
    for (ReadGoal& one : match(tokens))
      if (auto goal = with_before(std::move(one.goal), before)) read.push_back({one.form, std::move(*goal)});
  }
  return read;
}

// "Separated by commas" asks for all solutions.
void heed(const AnswerForm& form, Goal& goal) {
  if (auto* equation = std::get_if<SolveEquation>(&goal); equation && form.listed && equation->ask == RootAsk::kOnly)
    equation->ask = RootAsk::kEvery;
}

}  // namespace

Reading read_statement_goals(const Statement& statement) {
  // As it stands first: a form may contain what else would be taken for a wish about the answer.
  std::vector<Token> tokens = without_fillers(statement.tokens);
  if (auto read = match(tokens); !read.empty()) return {std::move(read), {}};
  AnswerForm form = take_answer_form(tokens);
  auto read = match(tokens);
  if (read.empty()) read = match_put_in(tokens);
  if (read.empty())
    for (const Wording& wording : other_wordings(tokens)) {
      for (ReadGoal& one : match(wording.tokens))
        if (auto goal = with_before(std::move(one.goal), wording.before)) read.push_back({one.form, std::move(*goal)});
      if (!read.empty()) break;
    }
  if (read.empty())
    if (auto named = named_consecutive(tokens)) read = match(*named, false);
  if (read.empty())
    for (const auto& wording : reworded(tokens))
      if (read = match(wording, false); !read.empty()) break;
  for (ReadGoal& one : read) heed(form, one.goal);
  return {std::move(read), form};
}

}  // namespace retort::agent
