package io.agencyswarm.model.dialect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins what one role says in a row, for chats whose roles have to take turns. What the system says after the beginning
 * is the user's. Calls end the model's turn, because their outputs follow.
 */
final class JoinedTurns {

    private static final Said.Block.Text PARAGRAPH = new Said.Block.Text("\n\n");

    private final List<Said> joined = new ArrayList<>();

    /** The turn that is being joined: one of these, or neither. */
    private @Nullable List<Said.Part> user;

    private @Nullable List<Said.Block> model;

    private boolean begun;

    private JoinedTurns() {}

    static List<Said> of(List<Said> conversation) {
        JoinedTurns turns = new JoinedTurns();
        for (Said said : conversation) {
            switch (said) {
                case Said.BySystem system when !turns.begun -> turns.joined.add(system);
                case Said.BySystem system -> turns.user(List.of(new Said.Part.Text(system.text())));
                case Said.ByUser byUser -> turns.user(byUser.parts());
                case Said.ByModel byModel -> turns.model(byModel);
            }
        }
        return turns.joined;
    }

    private void user(List<Said.Part> parts) {
        begun = true;
        if (user == null) {
            user = new ArrayList<>(parts);
            model = null;
            joined.add(new Said.ByUser(user));
            return;
        }
        for (int i = 0; i < parts.size(); i++) {
            // The texts of a message are lines, and those of another message a paragraph.
            user.add(
                    i == 0 && parts.get(i) instanceof Said.Part.Text(String text)
                            ? new Said.Part.Text("\n" + text)
                            : parts.get(i));
        }
    }

    private void model(Said.ByModel said) {
        begun = true;
        if (model == null) {
            model = new ArrayList<>();
            user = null;
            joined.add(new Said.ByModel(model));
        } else if (!said.text().isEmpty()) {
            model.add(PARAGRAPH);
        }
        model.addAll(said.blocks());
        if (!said.calls().isEmpty()) {
            model = null;
        }
    }
}
