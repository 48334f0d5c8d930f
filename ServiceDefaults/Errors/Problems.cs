namespace ReferenceShop.ServiceDefaults;

/// <summary>Names for what can go wrong, as problem documents (RFC 9457) carry them in <c>type</c>.</summary>
public static class Problems
{
    /// <summary>The problem type for a slug such as <c>cart-empty</c>.</summary>
    public static string Type(string slug) => $"https://referenceshop.example/problems/{slug}";
}
