#ifdef CATCH_3
#include <catch2/catch_test_macros.hpp>
#else
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
#endif

#include "lamp.h"

TEST_CASE("the range grows with the height", "[range]") {
    CHECK(rangeInMiles(10) < rangeInMiles(20));
}

TEST_CASE("a lens turns, one by one", "[lens]") {
    SECTION("from the start") {
        CHECK(nextPosition(0, 4) == 1);
    }
    SECTION("at the end") {
        CHECK(nextPosition(3, 4) == 1); // MARK: catch
    }
}

TEST_CASE("a name that is very much longer than the eighty columns of a terminal, as some people write them", "[.][hidden]") {
    CHECK(true);
}
