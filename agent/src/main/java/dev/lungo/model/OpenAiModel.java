package dev.lungo.model;

final class OpenAiModel implements Model {
    private final Connection.OpenAi connection;

    OpenAiModel(Connection.OpenAi connection) {
        this.connection = connection;
    }

    @Override
    public String id() {
        return connection.model();
    }

    @Override
    public Capabilities capabilities() {
        return ClaudeModels.UNKNOWN;
    }

    @Override
    public Reply reply(Prompt prompt, ReplyListener listener) {
        throw new ModelException(ModelException.Kind.REFUSED_REQUEST, "being built: " + connection);
    }

    @Override
    public void close() {}
}
