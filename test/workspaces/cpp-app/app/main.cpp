#include "app/report.h"
#include "fleet/dock.h"

#include <iostream>
#include <numeric>
#include <string>
#include <vector>

int main() {
    std::vector<int> damages{3, 1, 4, 1, 5};
    const int points = std::accumulate(damages.begin(), damages.end(), 0);
    std::cout << points << " points of damage to repair\n";  // MARK: damages

    Dock dock({{"Aurora", 1200, damages[0]}, {"Beagle", 240, damages[1]}, {"Cutty Sark", 960, damages[2]}});
    std::cout << report(dock);
    dock.work();  // MARK: work
    std::cout << report(dock) << dock.tonnage() << " tons afloat\n";

    std::cout << "Who takes the helm? " << std::flush;
    std::string captain;
    std::getline(std::cin, captain);
    if (captain.empty()) {
        std::cout << "\nNobody: the fleet stays in harbour.\n";
        return 1;
    }
    std::cout << "Captain " << captain << " sets sail.\n";  // MARK: sail
    return 0;
}
