#include "fleet/ship.h"

void repair(Ship& ship) {
    if (ship.damage > 0) {
        --ship.damage;  // MARK: repair
    }
}
