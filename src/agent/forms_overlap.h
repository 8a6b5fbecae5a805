// Short stories of a few numbers with one calculation behind them: two groups that overlap, a number that goes through steps, money that buys things.
#pragma once

#include <optional>
#include <vector>

#include "agent/forms_phrases.h"
#include "agent/goal.h"

namespace retort::agent {

// A whole, two groups in it and those in both or neither: three of these numbers are given, one is asked for. The clause around a number says which it is.
std::optional<Goal> read_overlap(const std::vector<Token>& tokens);

// "She thinks of a number, doubles it, adds 3 and gets 17": the number that the steps start from.
std::optional<Goal> read_steps(const std::vector<Token>& tokens, Phrases& phrases);

// How many things of one price can be bought with an amount of money.
std::optional<Goal> read_purchase(const std::vector<Token>& tokens);

// A price in dollars and one percentage taken off it or put on it: the new price, or the change itself.
std::optional<Goal> read_price_change(const std::vector<Token>& tokens);

}  // namespace retort::agent
