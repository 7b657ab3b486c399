using System.Threading.Channels;

namespace RedisOperator.Redis;

/// <summary>What arrives on a subscribed connection, told apart and handed from the connection's reader to the subscription, in order.</summary>
internal sealed class SubscriberMessages : IPushHandler
{
    private readonly Channel<SentinelEvent> _events = Channel.CreateUnbounded<SentinelEvent>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly TaskCompletionSource _confirmed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _patterns;
    private int _confirmations;

    public SubscriberMessages(int patterns) => _patterns = patterns;

    /// <summary>Completes when the server has confirmed every pattern.</summary>
    public Task Confirmed => _confirmed.Task;

    public ChannelReader<SentinelEvent> Events => _events.Reader;

    public void Complete() => _events.Writer.TryComplete();

    public bool IsPush(RedisResult value) => value is { Kind: RedisResultKind.Array, Items: [var first, ..] } && first.AsString() is "pmessage" or "psubscribe";

    public void OnPush(RedisResult message)
    {
        switch (message.Items)
        {
            case [var kind, _, var channel, var payload] when kind.AsString() == "pmessage":
                _events.Writer.TryWrite(SentinelEvent.Parse(channel.AsString() ?? "", payload.AsString() ?? ""));
                break;
            case [var kind, ..] when kind.AsString() == "psubscribe":
                if (++_confirmations == _patterns)
                {
                    _confirmed.TrySetResult();
                }

                break;
        }
    }
}
