"""The C interface from Python: python3 retort_grade_test.py, with RETORT_GRADE_LIBRARY set."""
import unittest

from retort_grade import extract, grade, reward, verify


class GradeTest(unittest.TestCase):
    def test_verdicts(self):
        self.assertEqual(grade("\\frac{1}{2}", "0.5")[0], "equal")
        verdict, rule, reason = grade("12", "so we get \\boxed{13}")
        self.assertEqual((verdict, rule), ("different", "integer"))
        self.assertIn("13", reason)
        self.assertEqual(grade("0", "9^{9^{9^{9}}} - 9^{9^{9^{9}}}")[0], "undecided")
        self.assertEqual(grade("3", "I do not know.")[1], "no answer")

    def test_options(self):
        self.assertFalse(verify("\\sqrt{2}", "1.41"))
        self.assertTrue(verify("\\sqrt{2}", "1.41", tolerance=0.01))
        self.assertFalse(verify("5 cm", "5", strict=True))
        with self.assertRaisesRegex(ValueError, "speling"):
            verify("1", "1", speling=True)

    def test_extract(self):
        self.assertEqual(extract("first \\boxed{3}, at last \\boxed{\\frac{1}{2}}"), "\\frac{1}{2}")
        self.assertIsNone(extract("nothing"))

    def test_reward(self):
        completions = ["\\boxed{4}", [{"role": "assistant", "content": "The answer is 5."}], "\\boxed{2^2}", "\0"]
        self.assertEqual(reward(completions, answer=["4", "4", "4", "4"], prompts=None), [1.0, 0.0, 1.0, 0.0])
        self.assertEqual(reward(["\\boxed{7}"] * 1000, answer="7", threads=2), [1.0] * 1000)
        with self.assertRaises(ValueError):
            reward(["1"], answer=["1", "2"])
        with self.assertRaisesRegex(ValueError, "speling"):
            reward(["1"], answer=["1"], options={"speling": 1})


if __name__ == "__main__":
    unittest.main()
