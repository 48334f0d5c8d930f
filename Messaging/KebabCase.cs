using System.Text.RegularExpressions;

namespace ReferenceShop.Messaging;

internal static partial class KebabCase
{
    /// <summary><c>StoreBff</c>, <c>Store.Bff</c> and <c>store_bff</c> become <c>store-bff</c>.</summary>
    public static string Of(string name) => Seams().Replace(name, "-").Trim('-').ToLowerInvariant();

    [GeneratedRegex("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Seams();
}
