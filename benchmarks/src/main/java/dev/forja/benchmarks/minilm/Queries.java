package dev.forja.benchmarks.minilm;

import java.util.List;

/** Fifty queries that a reader of Moby-Dick might enter. */
final class Queries {
  static final List<String> ALL =
      List.of(
          "a storm at sea",
          "the white whale",
          "a captain who lost his leg",
          "harpooning a whale",
          "the smell of burning oil",
          "sharing a bed with a stranger",
          "a sermon about Jonah",
          "friendship between different peoples",
          "what whales eat",
          "the anatomy of a whale's head",
          "lightning on the masts",
          "a man falls overboard",
          "a coffin used as a lifebuoy",
          "the price of whale oil",
          "prophecies of death",
          "a gold coin nailed to the mast",
          "calm weather in the tropics",
          "sharks feeding on a carcass",
          "the loneliness of the sea",
          "whether whaling is an honourable trade",
          "dinner in the captain's cabin",
          "a bowl of chowder",
          "the colour white and terror",
          "revenge against an animal",
          "the ship is sinking",
          "sailors singing and dancing at midnight",
          "meeting another ship",
          "a mad boy",
          "the blacksmith's sad life",
          "tattoos on a savage's body",
          "how to cut up a whale",
          "classification of whales into books",
          "paintings of whales that are wrong",
          "giant squid",
          "pirates in the Straits of Malacca",
          "an Essex disaster told by its mate",
          "praying to a wooden idol",
          "the carpenter makes a new leg",
          "smoking a pipe",
          "sleepy watch at the masthead",
          "Nantucket and its people",
          "law of ownership of a whale",
          "ambergris and perfume",
          "a whale's skeleton measured",
          "compass needles reversed by thunder",
          "the quadrant is smashed",
          "mothers nursing their young in the herd",
          "the chase on the third day",
          "fate and free will",
          "money and wages of a sailor");

  private Queries() {}
}
