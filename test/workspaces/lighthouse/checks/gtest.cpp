#include "lamp.h"

#include <gtest/gtest.h>

TEST(Range, GrowsWithHeight) { EXPECT_LT(rangeInMiles(10), rangeInMiles(20)); }

TEST(Range, IsNothingAtSeaLevel) { EXPECT_EQ(rangeInMiles(0), 0); }

TEST(Lens, Turns) {
    EXPECT_EQ(nextPosition(0, 4), 2) << "it turns by one"; // MARK: lens
}

TEST(Lens, DISABLED_TurnsBack) { EXPECT_EQ(nextPosition(0, 4), 3); }

class Positions : public testing::TestWithParam<int> {};

TEST_P(Positions, AreBelowTheirNumber) { EXPECT_LT(nextPosition(GetParam(), 4), 4); }

INSTANTIATE_TEST_SUITE_P(OfFour, Positions, testing::Range(0, 3));

TEST(Lens, IsSkippedInFog) { GTEST_SKIP() << "fog"; }
