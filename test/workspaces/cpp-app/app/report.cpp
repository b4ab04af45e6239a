#include "app/report.h"

#include <sstream>

std::string report(const Dock& dock) {
    std::ostringstream lines;
    for (const Ship& ship : dock.ships()) {
        lines << dock.berths().at(ship.name) << "  " << ship.name
              << (ship.seaworthy() ? "  is ready to sail" : "  is under repair") << '\n';
    }
    return lines.str();
}
