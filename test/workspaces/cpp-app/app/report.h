#pragma once

#include "fleet/dock.h"

#include <string>

/// One line for each ship: berth, name and state.
std::string report(const Dock& dock);
