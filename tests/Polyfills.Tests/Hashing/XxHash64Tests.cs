using System.IO.Hashing;
using System.Text;
using Xunit;

namespace ReferenceShop.Polyfills.Tests.Hashing;

public class XxHash64Tests
{
    private const ulong Prime32 = 2654435761;
    private const ulong Prime64 = 11400714785074694797;

    // The sanity checks of the reference implementation (https://github.com/Cyan4973/xxHash).
    [Theory]
    [InlineData(0, 0, 0xEF46DB3751D8E999)]
    [InlineData(0, Prime32, 0xAC75FDA2929B17EF)]
    [InlineData(1, 0, 0xE934A84ADB052768)]
    [InlineData(1, Prime32, 0x5014607643A9B4C3)]
    [InlineData(4, 0, 0x9136A0DCA57457EE)]
    [InlineData(14, 0, 0x8282DCC4994E35C8)]
    [InlineData(14, Prime32, 0xC3BD6BF63DEB6DF0)]
    [InlineData(222, 0, 0xB641AE8CB691C174)]
    [InlineData(222, Prime32, 0x20CB8AB7AE10C14A)]
    public void The_hash_of_the_reference_buffer_is_the_published_one(int length, ulong seed, ulong expected)
    {
        Assert.Equal(expected, XxHash64.HashToUInt64(ReferenceBuffer(length), (long)seed));
    }

    [Theory]
    [InlineData("", "ef46db3751d8e999")]
    [InlineData("a", "d24ec4f1a98c6e5b")]
    [InlineData("abc", "44bc2cf5ad770999")]
    [InlineData("Call me Ishmael. Some years ago--never mind how long precisely-", "02a2e85470d6fd96")]
    public void The_bytes_of_the_hash_are_big_endian(string text, string expected)
    {
        Assert.Equal(expected, Convert.ToHexStringLower(XxHash64.Hash(Encoding.ASCII.GetBytes(text))));
    }

    [Fact]
    public void Appending_in_parts_gives_the_same_hash_wherever_the_parts_are_cut()
    {
        var data = ReferenceBuffer(150);
        for (var first = 0; first <= data.Length; first++)
        {
            for (var second = first; second <= data.Length; second += 7)
            {
                var hash = new XxHash64(seed: 42);
                hash.Append(data.AsSpan(0, first));
                hash.Append(data.AsSpan(first, second - first));
                hash.Append(data.AsSpan(second));

                Assert.Equal(XxHash64.HashToUInt64(data, seed: 42), hash.GetCurrentHashAsUInt64());
            }
        }
    }

    [Fact]
    public async Task Streams_are_read_to_their_end()
    {
        var data = ReferenceBuffer(100_000);
        var (now, later) = (new XxHash64(), new XxHash64());

        now.Append(new MemoryStream(data));
        await later.AppendAsync(new MemoryStream(data), TestContext.Current.CancellationToken);

        Assert.Equal(XxHash64.Hash(data), now.GetCurrentHash());
        Assert.Equal(XxHash64.Hash(data), later.GetCurrentHash());
    }

    [Fact]
    public void A_clone_goes_on_by_itself()
    {
        var original = new XxHash64();
        original.Append("ab"u8);

        var clone = original.Clone();
        clone.Append("c"u8);

        Assert.Equal(XxHash64.Hash("ab"u8), original.GetCurrentHash());
        Assert.Equal(XxHash64.Hash("abc"u8), clone.GetCurrentHash());
    }

    [Fact]
    public void After_a_reset_nothing_is_left_of_what_was_appended()
    {
        var hash = new XxHash64();
        hash.Append(ReferenceBuffer(77));

        var first = hash.GetHashAndReset();
        hash.Append("abc"u8);

        Assert.Equal(XxHash64.Hash(ReferenceBuffer(77)), first);
        Assert.Equal(0x44BC2CF5AD770999UL, hash.GetCurrentHashAsUInt64());
    }

    [Fact]
    public void A_destination_that_is_too_short_is_refused()
    {
        var short7 = new byte[7];

        Assert.False(XxHash64.TryHash("abc"u8, short7, out var written));
        Assert.Equal(0, written);
        Assert.Throws<ArgumentException>(() => XxHash64.Hash("abc"u8, short7));
        Assert.Throws<ArgumentException>(() => new XxHash64().GetCurrentHash(short7));
        Assert.False(new XxHash64().TryGetHashAndReset(short7, out _));
    }

    private static byte[] ReferenceBuffer(int length)
    {
        var state = Prime32;
        var buffer = new byte[length];
        for (var i = 0; i < length; i++)
        {
            buffer[i] = (byte)(state >> 56);
            state = unchecked(state * Prime64);
        }

        return buffer;
    }
}
