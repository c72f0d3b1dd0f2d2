package dev.gymctl.cli.demo;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Names of people who do not exist, each given once. */
final class Names {
    /** First and last names that go together. No first name stands in two lines. */
    private static final List<String> FAMILIES = List.of(
            "Ana Duarte Inês Marta Tiago Vasco / Almeida Carvalho Lopes Moreira Pimenta Teixeira",
            "Aiko Haruto Kenji Nao Ren Yuki / Fujimoto Hayashi Matsuda Ogawa Shimizu Uchida",
            "Anaya Dev Kiran Meera Priya Rohan / Bhatt Desai Iyer Kulkarni Mehta Nair",
            "Amara Chidi Emeka Ngozi Tunde Zainab / Adeyemi Balogun Eze Nwosu Obi Okafor",
            "Astrid Freja Ingrid Lars Nils Signe / Ahlgren Dahl Holm Lindqvist Nyström Sandvik",
            "Camila Diego Lucía Mateo Nuria Ximena / Cifuentes Fuentes Herrera Ibáñez Quiroga Vargas",
            "Ewa Kasia Marek Oskar Tomasz Zofia / Baran Gawron Kowal Mazur Sikora Wrona",
            "Bastien Clara Élodie Léa Manon Théo / Chevalier Delmas Fontaine Girard Marchand Vasseur",
            "Anton Greta Jonas Katrin Moritz Svenja / Brandt Hartmann Köhler Lorenz Schäfer Vogel",
            "Farid Hana Leila Omar Samir Yasmin / Aziz Darwish Haddad Khoury Mansour Saleh",
            "Bo Jian Ling Shu Wei Xiu / Chen Gao Huang Liang Tang Zhao",
            "Aoife Callum Eilidh Niamh Owen Rhys / Byrne Campbell Gallagher Morgan Nolan Sinclair");

    /** A name and what an e-mail makes of it. */
    record Name(String first, String last) {
        String inEmail() {
            return firstInEmail() + "." + plain(last);
        }

        String firstInEmail() {
            return plain(first);
        }

        private static String plain(String name) {
            return Normalizer.normalize(name, Normalizer.Form.NFD)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^a-z]", "");
        }
    }

    private final Random random;
    private final Set<Name> given = new HashSet<>();

    Names(Random random) {
        this.random = random;
    }

    /** Names with different first names; at most as many as there are families. */
    List<Name> fromDifferentFamilies(int count) {
        List<String> families = new ArrayList<>(FAMILIES);
        Collections.shuffle(families, random);
        return families.stream().limit(count).map(this::next).toList();
    }

    Name next() {
        return next(pick(FAMILIES));
    }

    private Name next(String family) {
        String[] names = family.split(" / ", -1);
        while (true) {
            Name name = new Name(pick(List.of(names[0].split(" ", -1))), pick(List.of(names[1].split(" ", -1))));
            if (given.add(name)) {
                return name;
            }
        }
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
