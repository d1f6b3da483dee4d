package io.agencyswarm.run.loop;

import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.Item;
import io.agencyswarm.run.AgentRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The earlier conversations of a run's agents: from before the run, and from completed delegations in it. Thread-safe.
 */
final class EarlierConversations {

    /** Guarded by itself. */
    private final Map<AgentPair, List<Item>> delegated = new HashMap<>();

    private volatile Conversation history = Conversation.EMPTY;

    /** Two agents that talk to each other. */
    private record AgentPair(String agent, String parent) {}

    /** Sets the conversation before the run, once it is loaded. */
    void load(Conversation before) {
        history = before;
    }

    /** Returns the conversation before the run; empty until it is loaded. */
    Conversation history() {
        return history;
    }

    /** Returns the earlier conversation of an agent and its parent. */
    List<Item> before(AgentRun agentRun) {
        if (agentRun.isHidden()) {
            return List.of();
        }
        @Nullable AgentRun parent = agentRun.parent();
        List<Item> items = new ArrayList<>(history.between(agentRun.name(), parent == null ? null : parent.name()));
        if (parent != null) {
            synchronized (delegated) {
                items.addAll(delegated.getOrDefault(new AgentPair(agentRun.name(), parent.name()), List.of()));
            }
        }
        return items;
    }

    /** Remembers a completed delegation, so that the next one of the same two agents continues it. */
    void remember(AgentContext delegation) {
        AgentRun agentRun = delegation.agentRun();
        if (agentRun.isHidden()) {
            return;
        }
        AgentRun parent = Objects.requireNonNull(agentRun.parent(), "the root agent has no parent");
        synchronized (delegated) {
            delegated
                    .computeIfAbsent(new AgentPair(agentRun.name(), parent.name()), _ -> new ArrayList<>())
                    .addAll(delegation.transcript().ownItems());
        }
    }
}
