#pragma once

#include <string>

/// A ship that comes in with damage and leaves without.
struct Ship {
    std::string name;
    int tonnage = 0;
    int damage = 0;

    bool seaworthy() const { return damage == 0; }
};

/// Repairs one point of damage; does nothing to a sound ship.
void repair(Ship& ship);
