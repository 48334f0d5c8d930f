using StackExchange.Redis;

namespace ReferenceShop.Cart;

/// <summary>A Lua script of <c>Scripts/</c>. Redis runs it alone, from its first line to its last, so a change of a cart is all or nothing.</summary>
internal sealed class CartScript
{
    public static readonly CartScript Read = new("read");
    public static readonly CartScript SetItem = new("set-item");
    public static readonly CartScript Clear = new("clear");
    public static readonly CartScript Purchase = new("purchase");
    public static readonly CartScript Refund = new("refund");

    private readonly string _text;

    private CartScript(string name) => _text = $"{Resource("cart.lua")}\n{Resource($"{name}.lua")}";

    public async Task<RedisResult> RunAsync(IDatabase redis, RedisKey[] keys, RedisValue[] values)
    {
        try
        {
            return await redis.ScriptEvaluateAsync(_text, keys, values);
        }
        catch (RedisServerException exception) when (exception.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            // The server forgot its scripts (a restart); the client knows that now and sends the text. Nothing had run.
            return await redis.ScriptEvaluateAsync(_text, keys, values);
        }
    }

    private static string Resource(string name)
    {
        using var stream = typeof(CartScript).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
