#include "lamp.h"

#include <cmath>

double rangeInMiles(int height) {
    if (height <= 0) {
        return 0;
    }
    return 1.17 * std::sqrt(height);
}

int nextPosition(int position, int positions) {
    return position + 1 == positions ? 0 : position + 1;
}
