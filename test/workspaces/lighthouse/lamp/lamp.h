#pragma once

/** How far the light is seen, in miles, from a height in feet. */
double rangeInMiles(int height);

/** The next position of a lens that turns clockwise. */
int nextPosition(int position, int positions);
