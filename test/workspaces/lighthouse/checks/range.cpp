#include "lamp.h"

#include <cassert>
#include <iostream>
#include <string>

int main(int argc, char** argv) {
    const std::string what = argc > 1 ? argv[1] : "";
    const double range = rangeInMiles(100);
    std::cout << "The light of 100 feet is seen for " << range << " miles." << std::endl;
    if (what == "wrong") {
        std::cerr << __FILE__ << ":" << __LINE__ << ": error: expected 12 miles" << std::endl; // MARK: wrong
        return 1;
    }
    if (what == "assert") {
        assert(range > 20); // MARK: assertion
    }
    return range > 11 && range < 12 ? 0 : 1; // MARK: verdict
}
