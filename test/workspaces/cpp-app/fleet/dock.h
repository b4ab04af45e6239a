#pragma once

#include "fleet/ship.h"

#include <map>
#include <string>
#include <vector>

/// A dock with one berth for each ship.
class Dock {
public:
    explicit Dock(std::vector<Ship> ships);

    /// Repairs every ship until it is seaworthy, two ships at a time.
    void work();

    /// The tonnage in the dock.
    int tonnage() const;

    const std::vector<Ship>& ships() const { return ships_; }

    /// From a ship's name to the number of its berth.
    const std::map<std::string, int>& berths() const { return berths_; }

private:
    std::vector<Ship> ships_;
    std::map<std::string, int> berths_;
};
