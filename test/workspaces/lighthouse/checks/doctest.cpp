#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include "lamp.h"

TEST_SUITE("range") {
    TEST_CASE("it grows with the height") { CHECK(rangeInMiles(10) < rangeInMiles(20)); }
}

TEST_CASE("a lens turns, one by one") {
    SUBCASE("from the start") { CHECK(nextPosition(0, 4) == 1); }
    SUBCASE("at the end") {
        CHECK(nextPosition(3, 4) == 1); // MARK: doctest
    }
}

TEST_CASE("left out" * doctest::skip()) { CHECK(false); }
