#include "fleet/dock.h"

#include <thread>
#include <utility>

Dock::Dock(std::vector<Ship> ships) : ships_(std::move(ships)) {
    int berth = 1;
    for (const Ship& ship : ships_) {
        berths_[ship.name] = berth++;
    }
}

namespace {

/// What one gang does: every second ship, beginning with `first`.
void repairEverySecond(std::vector<Ship>& ships, std::size_t first) {
    for (std::size_t i = first; i < ships.size(); i += 2) {
        Ship& ship = ships[i];
        while (!ship.seaworthy()) {
            repair(ship);  // MARK: gang
        }
    }
}

}  // namespace

void Dock::work() {
    std::thread first([this] { repairEverySecond(ships_, 0); });
    std::thread second([this] { repairEverySecond(ships_, 1); });
    first.join();
    second.join();
}

int Dock::tonnage() const {
    int crane = 0;  // The deliberate warning of this project: nobody uses the crane.
    int sum = 0;
    for (const Ship& ship : ships_) {
        sum += ship.tonnage;
    }
    return sum;
}
